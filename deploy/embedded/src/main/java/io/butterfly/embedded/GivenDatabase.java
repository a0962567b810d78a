package io.butterfly.embedded;

/**
 * A server that runs already and is not ours to stop.
 *
 * @param server {@code jdbc:mysql://host:port}
 */
record GivenDatabase(String server, String user, String password) implements SharedDatabase {
    GivenDatabase {
        server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }

    /** The driver creates the database at the first connection. */
    @Override
    public String jdbcUrl(String database) {
        return server + "/" + database + "?createDatabaseIfNotExist=true";
    }

    @Override
    public void createDatabase(String name) {
        // see jdbcUrl
    }
}
