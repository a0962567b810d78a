package io.butterfly.xingqiao.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Counts in the shapes that ECharts takes. */
public final class Charts {
    private static final Map<String, Object> NOTHING = Map.of();

    private Charts() {}

    /**
     * @param week of the ISO year, 1 to 53
     * @param excluded failed ones with the code that is counted apart
     */
    public record Week(int week, long total, long failed, long excluded) {}

    public record Slice(String name, long value) {}

    /**
     * Percent of jobs that did not fail, a point a week.
     *
     * @param excluded a code that is no failure in a second line, empty for no second line
     */
    public static Map<String, Object> successRate(List<Week> weeks, String excluded) {
        List<Object> lines = new ArrayList<>();
        lines.add(line("rate", weeks, week -> rate(week.failed(), week.total())));
        if (!excluded.isEmpty()) {
            lines.add(line(
                    "rate without " + excluded, weeks, week -> rate(week.failed() - week.excluded(), week.total())));
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("title", Map.of("text", "success rate"));
        chart.put("series", lines);
        chart.put("yAxis", NOTHING);
        chart.put("tooltip", NOTHING);
        chart.put("xAxis", Map.of("data", weeks.stream().map(Week::week).toList()));
        chart.put("legend", NOTHING);
        return chart;
    }

    private static Map<String, Object> line(String name, List<Week> weeks, ToDoubleFunction<Week> value) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(
                "data",
                weeks.stream().map(week -> number(value.applyAsDouble(week))).toList());
        line.put("type", "line");
        line.put("name", name);
        line.put("smooth", true);
        return line;
    }

    private static double rate(long failed, long total) {
        return Math.round((1 - (double) failed / total) * 10_000) / 100.0;
    }

    /** 100, not 100.0, as the charts print it. */
    private static Number number(double value) {
        if (value == Math.rint(value)) {
            return (long) value;
        }
        return value;
    }

    public static Map<String, Object> pie(String name, List<Slice> slices) {
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("data", slices);
        series.put("type", "pie");
        series.put("name", name);
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("title", Map.of("text", name + " ratio"));
        chart.put("series", List.of(series));
        chart.put("legend", NOTHING);
        chart.put("tooltip", Map.of("trigger", "item", "formatter", "{a} {b}:{c} ({d}%)"));
        return chart;
    }
}
