package io.butterfly.queue;

/** BaiChuan did not answer, or not usefully: nothing is known about the messages that it was asked about. */
public final class BaiChuanUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveArrived;

    BaiChuanUnreachable(String reason, boolean mayHaveArrived, Throwable cause) {
        super(reason, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    BaiChuanUnreachable(String reason, boolean mayHaveArrived) {
        this(reason, mayHaveArrived, null);
    }

    /** Whether the request may have been carried out although its answer never came. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
