package io.butterfly.notices.send;

/** A sink has not taken a notice; the message says why and holds no secret. */
public final class SinkFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public SinkFailed(String reason) {
        super(reason);
    }
}
