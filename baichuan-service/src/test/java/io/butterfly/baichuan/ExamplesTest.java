package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.butterfly.embedded.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code docs/examples} shows works as it stands there. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void the_java_example_publishes_and_executes() throws Exception {
        Process example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLES.resolve("ShippingWorker.java").toString(),
                        baiChuan.url())
                .redirectErrorStream(true)
                .start();

        String output = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output)
                .contains(
                        " OK {",
                        "\"stat\":\"OK\"",
                        "\"data\":{\"label\":\"Wagner Street 7 x3\"}"); // a map's order is any
        assertThat(example.waitFor()).isZero();
    }

    @Test
    void the_python_example_executes_and_leaves_when_it_is_told_to() throws Exception {
        assumeTrue(hasPython(), "there is no python3");
        String handler = RunningBaiChuan.newHandler();
        Process worker = new ProcessBuilder(
                        "python3", EXAMPLES.resolve("worker.py").toString(), baiChuan.url(), handler)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String id = baiChuan.publish(handler, "{\"name\":\"黄鹤楼\"}");

            Eventually.within(
                    SOON, () -> assertThat(baiChuan.task(id).at("/data/hello").asText())
                            .isEqualTo("黄鹤楼"));

            worker.destroy();
            assertThat(worker.waitFor()).isZero();
        } finally {
            worker.destroyForcibly();
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import urllib.request")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
