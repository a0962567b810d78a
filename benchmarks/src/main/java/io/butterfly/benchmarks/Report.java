package io.butterfly.benchmarks;

import java.io.PrintStream;

/** Prints each figure on an aligned line as soon as it is known, so that a run that is cut short loses none. */
public final class Report {
    private final PrintStream out;

    public Report(PrintStream out) {
        this.out = out;
    }

    public void heading(String text) {
        out.printf("%n%s%n", text);
    }

    /**
     * @param what such as {@code drained by one worker process}
     * @param unit such as {@code messages/s}
     */
    public void figure(String what, Samples samples, String unit) {
        out.printf("  %-60s %s %s%n", what, samples, unit);
    }

    /** For what is no series of runs: what was found, or why a peer is missing. */
    public void note(String text) {
        out.printf("  %s%n", text);
    }
}
