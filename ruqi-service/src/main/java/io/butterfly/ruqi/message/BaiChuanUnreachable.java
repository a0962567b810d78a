package io.butterfly.ruqi.message;

/** BaiChuan did not answer. */
public final class BaiChuanUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveArrived;

    BaiChuanUnreachable(String reason, boolean mayHaveArrived) {
        super(reason);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** Whether the request may have been carried out although its answer never came. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
