package io.butterfly.standalone.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.service.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code /health} of each service shows. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the whole system")
class HealthDetailsTest {
    private final WholeSystem system = WholeSystem.get();

    @Test
    void is_about_what_the_service_uses_and_nothing_else() throws Exception {
        List<ServiceProcess> services = Stream.of(system.ruqis(), List.of(system.baiChuan()), system.xingQiaos())
                .flatMap(List::stream)
                .toList();
        HttpClient http = HttpClient.newHttpClient();

        for (ServiceProcess service : services) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/health"))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body())
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("iscoveryClient");
        }
    }
}
