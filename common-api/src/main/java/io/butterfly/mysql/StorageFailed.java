package io.butterfly.mysql;

import java.sql.SQLException;
import java.util.Set;

/** The database answered an error that repeating does not help: a broken promise, not an expected outcome. */
public final class StorageFailed extends RuntimeException {
    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "45");

    public StorageFailed(SQLException cause) {
        super(cause);
    }

    /**
     * Whether a value or a constraint was at fault (SQL states 22, 23 and 45), so that other rows may well be taken.
     */
    public boolean isOfTheData() {
        String state = ((SQLException) getCause()).getSQLState();
        return state != null && OF_THE_DATA.contains(state.substring(0, Math.min(2, state.length())));
    }

    /** MySQL's number for a row that breaks a unique key. */
    public boolean isDuplicateKey() {
        return ((SQLException) getCause()).getErrorCode() == 1062;
    }
}
