package io.butterfly.http;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/** The name and version of the service this process is, as its reply header and its log lines have them. */
@Singleton
public final class ServiceName {
    private final String name;
    private final String version;

    ServiceName(@Value("${micronaut.application.name}") String name) {
        this.name = name;
        String packaged = ServiceName.class.getPackage().getImplementationVersion();
        this.version = packaged == null ? "dev" : packaged;
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }
}
