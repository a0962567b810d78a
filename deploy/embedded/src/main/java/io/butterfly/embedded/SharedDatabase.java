package io.butterfly.embedded;

/** A MySQL-like server that tests may fill with databases of their own. */
public interface SharedDatabase {
    /**
     * For a database on this server, {@code jdbc:mysql://…} without options beyond those that are needed to connect.
     */
    String jdbcUrl(String database);

    String user();

    String password();

    /** Creates the database unless it is there; utf8mb4. */
    void createDatabase(String name);
}
