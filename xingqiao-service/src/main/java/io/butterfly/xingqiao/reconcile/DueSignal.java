package io.butterfly.xingqiao.reconcile;

import jakarta.inject.Singleton;

/** Ends the reconciler's wait, so that a job which has just become due is looked at now and not half a second later. */
@Singleton
public final class DueSignal {
    private volatile Runnable wake = () -> {};

    /** Whom to wake. */
    public void wakes(Runnable reconciler) {
        wake = reconciler;
    }

    /** After the commit that made a job due. */
    public void send() {
        wake.run();
    }
}
