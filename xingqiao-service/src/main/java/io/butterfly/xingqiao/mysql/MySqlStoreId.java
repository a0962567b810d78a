package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.StoreId;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Made up by the first replica that needs it. */
@Singleton
final class MySqlStoreId implements StoreId {
    private static final String FIND = """
      SELECT id FROM xingqiao_store WHERE one = 1
      """;

    /** IGNORE: another replica may do the same at this moment. */
    private static final String MAKE = """
      INSERT IGNORE INTO xingqiao_store (one, id) VALUES (1, ?)
      """;

    private static final int LENGTH = 12;

    private final Transactions transactions;
    private volatile String found;

    MySqlStoreId(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public String value() {
        if (found == null) {
            String id = transactions.run(connection -> {
                Sql.update(
                        connection,
                        MAKE,
                        UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH));
                return Sql.first(connection, FIND, row -> row.getString("id")).orElseThrow();
            });
            found = id;
        }
        return found;
    }
}
