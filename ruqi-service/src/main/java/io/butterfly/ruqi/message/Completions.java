package io.butterfly.ruqi.message;

/** The two ways in which this replica learns of ends. */
public final class Completions implements AutoCloseable {
    private final CompletionLoop reports;
    private final ReconcileLoop questions;

    public Completions(CompletionLoop reports, ReconcileLoop questions) {
        this.reports = reports;
        this.questions = questions;
    }

    /** @param instanceName {@code host:port:pid} */
    public void start(String instanceName) {
        reports.start(instanceName);
        questions.start();
    }

    @Override
    public void close() {
        reports.close();
        questions.close();
    }
}
