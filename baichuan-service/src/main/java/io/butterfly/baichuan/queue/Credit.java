package io.butterfly.baichuan.queue;

/**
 * What a worker did.
 *
 * @param seconds of all its executions together
 */
public record Credit(long successful, long failed, double seconds) {

    Credit plus(Credit more) {
        return new Credit(successful + more.successful, failed + more.failed, seconds + more.seconds);
    }
}
