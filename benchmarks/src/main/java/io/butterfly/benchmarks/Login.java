package io.butterfly.benchmarks;

import io.butterfly.access.Credential;

/** What the clients of a benchmark show the services: the token in {@code BUTTERFLY_TOKEN}, if there is one. */
public final class Login {
    private static final String TOKEN = "BUTTERFLY_TOKEN";

    private Login() {}

    public static Credential credential() {
        return new Credential(System.getenv().getOrDefault(TOKEN, ""));
    }
}
