package io.butterfly.embedded;

/** A Redis that tests may use, each under key names of its own. */
public interface SharedRedis {
    /** {@code redis://host:port/0}. */
    String url();
}
