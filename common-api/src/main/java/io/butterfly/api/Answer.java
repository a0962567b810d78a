package io.butterfly.api;

/**
 * A {@link Reply} as a client reads it.
 *
 * @param stat {@code OK} or an error code
 * @param message why it was refused, null when it was not
 * @param data the reply's {@code data} member, null when there is none
 */
public record Answer<T>(String stat, String message, T data) {

    public boolean isOk() {
        return Stat.OK.name().equals(stat);
    }
}
