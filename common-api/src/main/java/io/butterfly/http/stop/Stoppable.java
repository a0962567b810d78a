package io.butterfly.http.stop;

/**
 * Something that works by itself, or keeps callers waiting. It is stopped first, while everything it needs is still
 * there.
 */
public interface Stoppable {
    /**
     * Takes no more, lets what runs end for some seconds, and gives the rest back. Called again when the application
     * closes: then it has nothing to do.
     */
    void stopWork();
}
