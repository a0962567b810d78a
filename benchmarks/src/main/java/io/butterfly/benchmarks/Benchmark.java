package io.butterfly.benchmarks;

/** One question about speed. It starts what it needs and ends it. Found by {@link java.util.ServiceLoader}. */
public interface Benchmark {
    /** What to type to run it, such as {@code baichuan-drain}. */
    String name();

    /** What it measures, in one line. */
    String question();

    void run(Report report) throws Exception;
}
