package io.butterfly.baichuan.queue;

/** Messages of a handler, since it has its first one. */
public record Total(long published, long finished, long failed) {
    public static final Total NONE = new Total(0, 0, 0);

    Total plus(Total more) {
        return new Total(published + more.published, finished + more.finished, failed + more.failed);
    }
}
