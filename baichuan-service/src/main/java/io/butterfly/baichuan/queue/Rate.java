package io.butterfly.baichuan.queue;

/** Messages a second over the last minute, or for as long as this process runs. */
public record Rate(double published, double ended) {
    static final Rate NONE = new Rate(0, 0);
}
