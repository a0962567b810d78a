package io.butterfly.standalone.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import io.butterfly.api.Reply;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.kernel.TraceParent;
import io.butterfly.worker.Invocation;
import io.butterfly.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One trace from RuQi through XingQiao and BaiChuan to handlers, in all logs and spans. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the whole system")
@Order(1)
class TraceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CREATE = "/xingqiao/create_job";
    private static final String CLAIMED = "/traced/claimed";
    private static final String PUSHED = "/pushed/traced";

    private static final BlockingQueue<Invocation> EXECUTED = new LinkedBlockingQueue<>();
    private static WholeSystem system;
    private static Worker worker;

    @BeforeAll
    static void start() {
        system = WholeSystem.get();
        worker = Worker.at(system.baiChuan().url())
                .name("trace:0:1")
                .handle(CLAIMED, message -> {
                    EXECUTED.add(message);
                    return Reply.ok();
                })
                .start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void of_a_firing_that_publishes_a_message() throws Exception {
        String trace = fire("traced_message", CREATE);

        assertHandlersSee(trace);
        assertLogged(trace);
        assertSpans(trace, "firing message", "QUEUE " + CREATE, "POST " + CREATE);
        assertThat(parentOf(trace, "POST " + CREATE)).isEqualTo(idOf(trace, "QUEUE " + CREATE));
    }

    @Test
    void of_a_firing_that_posts_to_an_address() throws Exception {
        String trace = fire("traced_http", system.xingQiaos().getLast().url() + CREATE);

        assertHandlersSee(trace);
        assertLogged(trace);
        assertSpans(trace, "firing http", "POST " + CREATE);
        assertThat(parentOf(trace, "POST " + CREATE)).isEqualTo(idOf(trace, "firing http"));
    }

    @Test
    void that_a_caller_has_begun() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        JsonNode created = system.call(
                system.xingQiaos().getFirst(),
                CREATE,
                Map.of("job_namespace", "trace", "job_type", "traced"),
                TraceParent.HEADER,
                "00-" + trace + "-00f067aa0ba902b7-01");

        assertThat(created.path("stat").asText()).as(created.toString()).isEqualTo("OK");
        assertHandlersSee(trace);
        assertSpans(trace, "POST " + CREATE);
        assertThat(parentOf(trace, "POST " + CREATE)).isEqualTo("00f067aa0ba902b7");
    }

    /** Returns the trace of the firing. */
    private static String fire(String id, String target) throws Exception {
        ServiceProcess ruqi = system.ruqis().getFirst();
        String cmd = target + "#{\"job_namespace\":\"trace\",\"job_type\":\"traced\"}";
        JsonNode added = system.call(
                ruqi,
                "/ruqi/job_add",
                Map.of("job_trigger", "date", "rule", "now", "job_id", id, "job_name", id, "cmd", cmd));
        assertThat(added.path("stat").asText()).as(added.toString()).isEqualTo("OK");
        Eventually.within(
                SOON, () -> assertThat(firing(ruqi, id).path("status").asText()).isEqualTo("succeeded"));
        String trace = firing(ruqi, id).path("trace_id").asText();
        assertThat(trace).matches("[0-9A-F]{32}");
        return trace;
    }

    private static JsonNode firing(ServiceProcess ruqi, String id) throws Exception {
        return system.call(ruqi, "/ruqi/get_history", Map.of("job_id", id)).at("/data/list/0");
    }

    /** One handler of a worker, by the message's field, and one behind a push route, by the headers. */
    private static void assertHandlersSee(String trace) throws Exception {
        Invocation claimed = EXECUTED.poll(60, TimeUnit.SECONDS);
        assertThat(claimed).isNotNull();
        assertThat(claimed.traceId()).isEqualTo(trace);
        assertThat(TraceParent.traceId(claimed.traceparent())).contains(w3c(trace));
        Eventually.within(SOON, () -> {
            Headers pushed = system.receiver().pushed(PUSHED).orElseThrow();
            assertThat(pushed.getFirst("x-trace-id")).isEqualTo(trace);
            assertThat(TraceParent.traceId(pushed.getFirst(TraceParent.HEADER))).contains(w3c(trace));
        });
        String parent = TraceParent.spanId(
                        system.receiver().pushed(PUSHED).orElseThrow().getFirst(TraceParent.HEADER))
                .orElseThrow();
        Eventually.within(SOON, () -> assertThat(idOf(trace, "QUEUE " + PUSHED)).isEqualTo(parent));
    }

    private static void assertLogged(String trace) {
        Eventually.within(SOON, () -> {
            assertThat(system.logged(system.ruqis(), trace)).as("log of RuQi").isNotEmpty();
            assertThat(system.logged(system.xingQiaos(), trace))
                    .as("log of XingQiao")
                    .isNotEmpty();
            assertThat(system.logged(List.of(system.baiChuan()), trace))
                    .as("log of BaiChuan")
                    .extracting(line -> line.path("path").asText())
                    .contains(CLAIMED, PUSHED);
        });
    }

    /** @param names besides those of the two tasks */
    private static void assertSpans(String trace, String... names) {
        Eventually.within(SOON, () -> {
            assertThat(system.receiver().spans(w3c(trace)))
                    .extracting(Receiver.Sent::name)
                    .contains(names)
                    .contains("QUEUE " + CLAIMED, "QUEUE " + PUSHED);
        });
        List<Receiver.Sent> spans = system.receiver().spans(w3c(trace));
        assertThat(spans)
                .filteredOn(span -> span.name().startsWith("firing"))
                .extracting(Receiver.Sent::service)
                .allMatch("ruqi"::equals);
        assertThat(spans)
                .filteredOn(span -> span.name().startsWith("POST"))
                .extracting(Receiver.Sent::service)
                .containsOnly("xingqiao");
        assertThat(spans)
                .filteredOn(span -> span.name().startsWith("QUEUE"))
                .extracting(Receiver.Sent::service)
                .containsOnly("baichuan");
    }

    private static String idOf(String trace, String name) {
        return span(trace, name).id();
    }

    private static String parentOf(String trace, String name) {
        return span(trace, name).parent();
    }

    private static Receiver.Sent span(String trace, String name) {
        return system.receiver().spans(w3c(trace)).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " of " + trace));
    }

    /** The hex digits of our ids are capital letters, of W3C small ones. */
    private static String w3c(String trace) {
        return trace.toLowerCase(Locale.ROOT);
    }
}
