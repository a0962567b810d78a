package io.butterfly.mysql;

import java.sql.SQLException;

/** The database answered an error that repeating does not help: a broken promise, not an expected outcome. */
public final class StorageFailed extends RuntimeException {
    public StorageFailed(SQLException cause) {
        super(cause);
    }

    /** MySQL's number for a row that breaks a unique key. */
    public boolean isDuplicateKey() {
        return ((SQLException) getCause()).getErrorCode() == 1062;
    }
}
