package io.butterfly.http.access;

import io.butterfly.access.Credential;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;

/** Shows this service's credential where a client of Micronaut calls BaiChuan, and nowhere else. */
@ClientFilter(serviceId = "baichuan")
final class CredentialFilter {
    private final Credential credential;

    CredentialFilter(Credential credential) {
        this.credential = credential;
    }

    @RequestFilter
    void show(MutableHttpRequest<?> request) {
        credential.authorization().ifPresent(value -> request.header("Authorization", value));
    }
}
