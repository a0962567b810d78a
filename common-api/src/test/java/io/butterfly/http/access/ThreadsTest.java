package io.butterfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Role;
import io.butterfly.api.Page;
import io.butterfly.api.Reply;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call may block, and reading the rows of a list may: neither belongs on an event loop. */
class ThreadsTest {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    @Singleton
    static class ThreadCalls {
        @Api(value = "/echo/thread", role = Role.VIEWER, reads = true)
        Reply thread(NoParameters none) {
            return Reply.data(Thread.currentThread().isVirtual());
        }

        @Api(value = "/echo/rows", role = Role.VIEWER, reads = true)
        Reply rows(NoParameters none) {
            return Reply.data(new Page<>(1, Stream.of(1).map(row -> mayWait()).iterator()));
        }

        private static boolean mayWait() {
            return !Thread.currentThread().getName().contains("EventLoop");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret"})
    void a_call_and_its_reply_are_made_on_a_virtual_thread_whether_or_not_a_token_is_asked_for(String token)
            throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("micronaut.server.port", -1));
        settings.put("butterfly.admin-token", token);
        try (EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, settings)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(server, "GET", "/echo/thread", token)).contains("\"data\":true");
                assertThat(send(server, "POST", "/echo/thread", token)).contains("\"data\":true");
                assertThat(send(server, "GET", "/echo/rows", token)).contains("\"list\":[true]");
            }
        }
    }

    private static String send(EmbeddedServer server, String method, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
                .header("Authorization", "Bearer " + token)
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }
}
