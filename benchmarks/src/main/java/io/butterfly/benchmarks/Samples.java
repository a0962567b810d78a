package io.butterfly.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What several runs, or several requests of one run, measured. */
public record Samples(double... sorted) {
    public Samples {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.clone();
        Arrays.sort(sorted);
    }

    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /**
     * The smallest sample that at least this share of all samples does not exceed.
     *
     * @param share above 0, up to 1: 0.99 for p99
     */
    public double percentile(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** Such as {@code 21 345 (19 876 to 22 001, 5 runs)}. */
    @Override
    public String toString() {
        return "%s (%s to %s, %d runs)".formatted(figure(median()), figure(min()), figure(max()), sorted.length);
    }

    /** Three digits that matter; thousands apart. */
    public static String figure(double value) {
        int decimals = (int) Math.clamp(2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9))), 0, 6);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
    }
}
