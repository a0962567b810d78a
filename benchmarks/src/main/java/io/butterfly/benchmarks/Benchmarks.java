package io.butterfly.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Runs the benchmarks named on the command line, or all. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        System.setProperty(
                "logback.configurationFile",
                "logback-benchmarks.xml"); // the gateway on the class path has a logback.xml
        List<Benchmark> known = ServiceLoader.load(Benchmark.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Benchmark::name))
                .toList();
        List<String> wanted = List.of(args);
        List<Benchmark> chosen = known.stream()
                .filter(benchmark -> wanted.contains("all") || wanted.contains(benchmark.name()))
                .toList();
        List<String> unknown = wanted.stream()
                .filter(name -> !name.equals("all")
                        && known.stream()
                                .noneMatch(benchmark -> benchmark.name().equals(name)))
                .toList();
        if (chosen.isEmpty() || !unknown.isEmpty()) {
            System.err.println(
                    unknown.isEmpty()
                            ? "name one or more, or all:"
                            : "there is no " + String.join(", ", unknown) + "; there are:");
            known.forEach(benchmark -> System.err.printf("  %-24s %s%n", benchmark.name(), benchmark.question()));
            System.exit(2);
        }
        Report report = new Report(System.out);
        for (Benchmark benchmark : chosen) {
            report.heading(benchmark.name() + ": " + benchmark.question());
            benchmark.run(report);
        }
        System.exit(0); // a peer's threads may not be daemons
    }
}
