package io.butterfly.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0.0.0.0",
                "::",
                "[::]",
                "no.such.host.example",
                "127.0.0.1",
                " 127.0.0.1 ",
                "localhost"
            })
    void is_loopback_whatever_the_setting_says_unless_anonymous_access_is_accepted(String host) throws IOException {
        try (EmbeddedServer server = start(Map.of("butterfly.host", host))) {
            assertThat(InetAddress.getByName(server.getHost()).isLoopbackAddress())
                    .isTrue();
            assertThat(answersOutside(server)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "::"})
    void is_loopback_too_when_only_the_frameworks_setting_names_another(String host) throws IOException {
        try (EmbeddedServer server = start(Map.of("micronaut.server.host", host))) {
            assertThat(answersOutside(server)).isFalse();
        }
    }

    @Test
    void is_the_one_in_the_setting_when_anonymous_access_is_accepted() throws IOException {
        try (EmbeddedServer server = start(Map.of("butterfly.host", "0.0.0.0", "butterfly.allow-anonymous", "true"))) {
            assertThat(answersOutside(server)).isEqualTo(outside().isPresent());
        }
    }

    @Test
    void is_loopback_when_anonymous_access_is_accepted_and_no_host_is_named() throws IOException {
        try (EmbeddedServer server = start(Map.of("butterfly.host", "", "butterfly.allow-anonymous", "true"))) {
            assertThat(answersOutside(server)).isFalse();
        }
    }

    @Test
    void of_a_second_listener_is_looked_at_as_well() {
        assertThatThrownBy(() -> start(Map.of(
                                "micronaut.server.netty.listeners.a.host",
                                "0.0.0.0",
                                "micronaut.server.netty.listeners.a.port",
                                "-1"))
                        .close())
                .hasStackTraceContaining("refusing to listen on");
    }

    private static EmbeddedServer start(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("micronaut.server.host", "", "micronaut.server.port", -1));
        all.putAll(settings);
        return ApplicationContext.run(EmbeddedServer.class, all);
    }

    private static boolean answersOutside(EmbeddedServer server) throws IOException {
        Optional<InetAddress> outside = outside();
        if (outside.isEmpty()) {
            return false;
        }
        try (Socket socket = new Socket(outside.get(), server.getPort())) {
            return socket.isConnected();
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    private static Optional<InetAddress> outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }
}
