package io.butterfly.xingqiao.graph;

import java.util.Locale;

/** Durations for a person. */
public final class Seconds {
    private Seconds() {}

    public static String text(double seconds) {
        if (seconds < 0.9995) {
            return Math.round(seconds * 1_000) + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3_600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3_600 + " h " + whole % 3_600 / 60 + " min";
    }
}
