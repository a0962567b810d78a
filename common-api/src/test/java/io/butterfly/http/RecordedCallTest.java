package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.changes.Change;
import io.butterfly.changes.ChangeFilter;
import io.butterfly.changes.Changes;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "echo.changes", value = "true")
class RecordedCallTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    EmbeddedServer server;

    @Inject
    KeptChanges kept;

    @Singleton
    @Requires(property = "echo.changes")
    static class KeptChanges implements Changes {
        final List<Change> all = new CopyOnWriteArrayList<>();
        volatile boolean isAway;

        @Override
        public void record(Change change) {
            if (isAway) {
                throw new IllegalStateException("away");
            }
            all.addFirst(change);
        }

        @Override
        public List<Change> find(ChangeFilter filter) {
            return all.stream().filter(filter::includes).limit(filter.limit()).toList();
        }
    }

    @Singleton
    static class ChangingCalls {
        record One(@JsonProperty(required = true) String name, String password) {}

        @Api(value = "/echo/set", role = Role.OPERATOR)
        Reply set(One call) {
            return Reply.data(call.name());
        }

        @Api(value = "/echo/away", role = Role.OPERATOR)
        Reply away(One call) {
            throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "the store cannot be reached");
        }
    }

    @BeforeEach
    void forget() {
        kept.all.clear();
        kept.isAway = false;
    }

    @Test
    void says_who_changed_what_and_how_it_ended_without_secrets() throws Exception {
        HttpResponse<String> reply = get("/echo/set?name=a&password=tiger", "x_username", "wang");

        Change change = kept.all.getFirst();
        assertThat(change.by()).isEqualTo(new Change.By("wang", "admin", "127.0.0.1"));
        assertThat(change.call()).isEqualTo("/echo/set");
        assertThat(change.object()).isEqualTo("a");
        assertThat(change.params()).isEqualTo("{\"name\":\"a\",\"password\":\"***\"}");
        assertThat(change.stat()).isEqualTo("OK");
        assertThat(reply.headers().firstValue("x-reqid")).contains(change.reqid());
    }

    @Test
    void is_kept_of_a_call_that_broke_too_because_it_may_have_done_half() throws Exception {
        get("/echo/boom", "x_username", "wang");

        assertThat(kept.all).extracting(Change::stat).containsExactly("ERR_SERVER_EXCEPTION");
    }

    @Test
    void is_not_kept_of_a_call_that_found_the_store_away_because_its_caller_would_wait_twice() throws Exception {
        assertThat(get("/echo/away?name=a", "x_username", "wang").body()).contains("ERR_SERVER_EXCEPTION");

        assertThat(kept.all).isEmpty();
    }

    @Test
    void is_not_kept_of_what_reads_of_what_machines_do_and_of_bad_parameters() throws Exception {
        get("/echo/whoami", "x_username", "wang");
        get("/echo/greet?who=x", "x_username", "wang");
        get("/echo/set", "x_username", "wang");

        assertThat(kept.all).isEmpty();
    }

    @Test
    void that_cannot_be_kept_does_not_change_the_reply() throws Exception {
        kept.isAway = true;

        assertThat(get("/echo/set?name=a", "x_username", "wang").body()).isEqualTo("{\"stat\":\"OK\",\"data\":\"a\"}");
    }

    @Test
    void is_listed_by_who_call_and_object() throws Exception {
        get("/echo/set?name=a", "x_username", "wang");
        get("/echo/set?name=b", "x_username", "li");
        String list = "/" + service() + "/audit_list";

        assertThat(get(list, "x-none", "1").body()).contains("\"object\":\"a\"", "\"object\":\"b\"");
        assertThat(get(list + "?who=li", "x-none", "1").body())
                .contains("\"object\":\"b\"")
                .doesNotContain("\"object\":\"a\"");
        assertThat(get(list + "?object=a", "x-none", "1").body()).doesNotContain("\"object\":\"b\"");
        assertThat(get(list + "?limit=0", "x-none", "1").body()).contains("limit must be from 1 to 1000");
    }

    private String service() {
        return server.getApplicationContext().getBean(ServiceName.class).name();
    }

    private HttpResponse<String> get(String path, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .header(header, value)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
