package io.butterfly.notices.rules;

/** A text that must not be shown. */
public record Secret(String value) {
    public static final Secret NONE = new Secret("");

    public boolean isGiven() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isGiven() ? "***" : "";
    }
}
