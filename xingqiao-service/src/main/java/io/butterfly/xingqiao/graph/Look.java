package io.butterfly.xingqiao.graph;

import io.butterfly.xingqiao.graph.Canvas.Ink;

/** What a state looks like. */
record Look(String word, String strong, String pale, boolean isDashed) {
    static Look of(String status) {
        return switch (status) {
            case "finished" -> new Look("finished", "#2563eb", "#eff6ff", false);
            case "started" -> new Look("started", "#16a34a", "#f0fdf4", false);
            case "pending" -> new Look("pending", "#ca8a04", "#fefce8", false);
            case "failed" -> new Look("failed", "#dc2626", "#fef2f2", false);
            case "skipped" -> new Look("skipped", "#cbd5e1", "#ffffff", true);
            default -> new Look("waiting", "#94a3b8", "#f8fafc", true);
        };
    }

    Ink card() {
        return new Ink(pale, strong, word.equals("failed") ? 2.5 : 1.4, isDashed);
    }
}
