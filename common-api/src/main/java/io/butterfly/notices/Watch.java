package io.butterfly.notices;

/** Looks for something that no one reports, because it is a state and not an occurrence. Each bean of it is asked. */
public interface Watch {
    /** Called about once a second, by one thread; must return soon. */
    void look();
}
