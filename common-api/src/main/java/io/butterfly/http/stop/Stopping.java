package io.butterfly.http.stop;

import jakarta.inject.Singleton;

/** Whether this service is about to stop. */
@Singleton
public final class Stopping {
    private volatile boolean isAnnounced;
    private volatile boolean isUnderWay;

    /** New calls should go elsewhere; those that come are served. */
    void announce() {
        isAnnounced = true;
    }

    /** Calls that wait are answered now. */
    void begin() {
        isUnderWay = true;
    }

    boolean isAnnounced() {
        return isAnnounced;
    }

    public boolean isUnderWay() {
        return isUnderWay;
    }
}
