package io.butterfly.api;

/**
 * A {@link Reply} as a client reads it.
 *
 * @param stat {@code OK} or an error code
 * @param message why it was refused, null when it was not; the {@code stat} once more where a {@code STAT_ADAPTOR} says
 *     so
 * @param reason why it was refused, where a {@code STAT_ADAPTOR} uses {@code message}; null elsewhere
 * @param data the reply's {@code data} member, null when there is none
 */
public record Answer<T>(String stat, String message, String reason, T data) {

    /** Why it was refused, null when it was not. */
    @Override
    public String message() {
        return reason == null ? message : reason;
    }

    public boolean isOk() {
        return Stat.OK.name().equals(stat);
    }
}
