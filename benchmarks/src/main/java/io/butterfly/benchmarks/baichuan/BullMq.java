package io.butterfly.benchmarks.baichuan;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.Samples;
import io.butterfly.embedded.Redis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The same questions put to BullMQ, on a Redis that is started in the same way; publishers and worker are one Node
 * process, without HTTP.
 */
public final class BullMq implements Benchmark {
    private static final int RUNS = 5;
    private static final int MESSAGES = 20_000;

    @Override
    public String name() {
        return "baichuan-peer-bullmq";
    }

    @Override
    public String question() {
        return "how fast is BullMQ on this machine? Needs node and npm, and the npm registry the first time";
    }

    @Override
    public void run(Report report) throws Exception {
        Path folder = Path.of(System.getProperty("butterfly.home", "."))
                .resolve("benchmarks/target/bullmq")
                .toAbsolutePath()
                .normalize();
        try {
            install(folder);
        } catch (IOException e) {
            report.note("left out: " + e.getMessage());
            return;
        }
        Path data = Files.createTempDirectory("butterfly-bullmq-");
        try (Redis redis = BaiChuanReplicas.redis(data)) {
            String output = run(
                    folder,
                    "node",
                    "measure.js",
                    Integer.toString(redis.port()),
                    Integer.toString(MESSAGES),
                    Integer.toString(RUNS));
            JsonNode figures = Json.tree(output.lines()
                    .filter(line -> line.startsWith("{"))
                    .reduce((first, last) -> last)
                    .orElseThrow());
            report.figure(
                    "published in batches of 1 000 over 4 connections", samples(figures.path("batches")), "messages/s");
            report.figure("published one by one over 16 connections", samples(figures.path("single")), "messages/s");
            report.figure("20 000 drained by one worker process", samples(figures.path("drained")), "messages/s");
            report.figure("publish to start, p50 of 500", samples(figures.path("p50")), "ms");
            report.figure("publish to start, p99 of 500", samples(figures.path("p99")), "ms");
        } finally {
            BaiChuanReplicas.delete(data);
        }
    }

    private static Samples samples(JsonNode values) {
        return new Samples(StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray());
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (String file : List.of("package.json", "measure.js")) {
            try (InputStream source = BullMq.class.getResourceAsStream("/bullmq/" + file)) {
                Files.copy(source, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.isDirectory(folder.resolve("node_modules/bullmq"))) {
            run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
        }
    }

    private static String run(Path folder, String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Arrays.asList(line))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + " ended with code " + process.exitValue() + ": " + output);
        }
        return output;
    }
}
