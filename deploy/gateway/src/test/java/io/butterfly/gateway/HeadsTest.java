package io.butterfly.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.http.TrustedPeers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsTest {
    static final Backend BACKEND = new Backend("ruqi-1", "http://127.0.0.1:8583", Clock.systemUTC());
    static final Heads HEADS = new Heads(new TrustedPeers(List.of("10.1.0.0/16")));

    static HttpHeaders forwarded(String peer) {
        SimpleHttpRequest<Object> request = new SimpleHttpRequest<>(HttpMethod.GET, "/ruqi/job_list", null) {
            @Override
            public InetSocketAddress getRemoteAddress() {
                return new InetSocketAddress(peer, 4711);
            }
        };
        request.header("X-Real-IP", "203.0.113.9")
                .header("x_username", "root")
                .header("x-username", "root")
                .header("x_role", "admin")
                .header("x-message-id", "M1")
                .header("Authorization", "Bearer theirs");
        return HEADS.of(request, BACKEND).getHeaders();
    }

    @Test
    void what_a_stranger_says_about_himself_is_dropped_and_his_address_is_the_one_he_has() {
        HttpHeaders headers = forwarded("10.2.3.4");

        assertThat(headers.getAll("X-Real-IP")).containsExactly("10.2.3.4");
        assertThat(List.of("x_username", "x-username", "x_role", "x-message-id"))
                .allSatisfy(name -> assertThat(headers.contains(name)).as(name).isFalse());
    }

    @Test
    void what_a_proxy_that_is_trusted_says_about_its_caller_goes_along() {
        HttpHeaders headers = forwarded("10.1.3.4");

        assertThat(headers.getAll("X-Real-IP")).containsExactly("203.0.113.9");
        assertThat(headers.get("x_username")).isEqualTo("root");
        assertThat(headers.get("x_role")).isEqualTo("admin");
        assertThat(headers.get("x-message-id")).isEqualTo("M1");
    }

    @Test
    void the_callers_token_goes_along_whoever_it_is() {
        assertThat(forwarded("10.2.3.4").getAll("Authorization")).containsExactly("Bearer theirs");
    }
}
