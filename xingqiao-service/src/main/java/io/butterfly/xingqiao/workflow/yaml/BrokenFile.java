package io.butterfly.xingqiao.workflow.yaml;

/** A file that is no workflow, and where that shows. Lines and columns count from 1. */
public final class BrokenFile extends RuntimeException {
    private final Place place;

    BrokenFile(String message, Place place) {
        super(message, null, false, false);
        this.place = place;
    }

    public Place place() {
        return place;
    }

    public record Place(int line, int column) {}
}
