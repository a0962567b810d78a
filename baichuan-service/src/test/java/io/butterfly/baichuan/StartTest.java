package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process as an operator starts it, with a setting that cannot be understood. */
@Execution(ExecutionMode.CONCURRENT)
@Order(6)
class StartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BUTTERFLY_REDIS_URL | redis://u:geheim@127.0.0.1:port/0 | BUTTERFLY_REDIS_URL is no Redis address",
                "BUTTERFLY_XINGQIAO_URL | 127.0.0.1 | BUTTERFLY_XINGQIAO_URL=127.0.0.1 must have the form http://host:port",
                "BAICHUAN_LEASE | 30 | BAICHUAN_LEASE=30 needs a unit: 30s",
                "BAICHUAN_ROUTES_A_URL | nowhere | baichuan.routes.a",
            })
    void it_ends_with_one_line_that_names_the_setting(String setting, String value, String line)
            throws IOException, InterruptedException {
        ProcessBuilder service = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BaiChuan.class.getName());
        service.environment().putAll(Map.of("BUTTERFLY_PORT", "0", "BUTTERFLY_REDIS_URL", "redis://127.0.0.1:1/0"));
        service.environment().put(setting, value);
        Process process = service.redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        List<String> errors =
                output.lines().filter(one -> one.contains("ERROR")).toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst()).contains(line);
        assertThat(output).doesNotContain("geheim", "\tat io.");
    }
}
