package io.butterfly.xingqiao.graph;

import io.butterfly.xingqiao.graph.Canvas.Box;
import io.butterfly.xingqiao.graph.Canvas.Ink;
import io.butterfly.xingqiao.graph.Canvas.Letters;
import io.butterfly.xingqiao.graph.Canvas.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job graph, laid out and ready to be painted: a title, the tasks between begin and end, a legend. */
public final class Picture {
    /** Beyond that a picture shows nothing any more. */
    public static final int MAX_TASKS = 1_000;

    private static final double HEADER = 44;
    private static final double FOOTER = 36;
    private static final List<String> STATES = List.of("finished", "started", "pending", "waiting", "failed");
    private static final String SKIPPED = "skipped";
    private static final String CRITICAL = "#ea580c";

    private final JobGraph graph;
    private final List<String> critical;
    private final Map<String, Card> cards = new LinkedHashMap<>();
    private final Layout layout;

    /** Throws {@link IllegalArgumentException} when the graph has more than {@link #MAX_TASKS} tasks. */
    public Picture(JobGraph graph) {
        if (graph.nodes().size() > MAX_TASKS) {
            throw new IllegalArgumentException("a picture has at most " + MAX_TASKS + " tasks, not "
                    + graph.nodes().size() + "; ask for format=dot");
        }
        this.graph = graph;
        this.critical = graph.criticalPath();
        graph.nodes().forEach(node -> cards.put(node.label(), Card.of(node)));
        this.layout = Layout.of(graph, cards);
    }

    public String svg() {
        SvgCanvas canvas = new SvgCanvas(width(), height());
        paint(canvas);
        return canvas.finish();
    }

    public byte[] png() {
        PngCanvas canvas = new PngCanvas(width(), height());
        paint(canvas);
        return canvas.finish();
    }

    private double width() {
        return Math.ceil(
                Math.max(layout.width(), Math.max(48 + Card.widthOf(graph.title(), new Letters("", 16, true)), 640)));
    }

    private double height() {
        return Math.ceil(HEADER + layout.height() + FOOTER);
    }

    private void paint(Canvas canvas) {
        canvas.box(new Box(0, 0, width(), height()), 0, Ink.filled("#ffffff"));
        canvas.text(new Point(24, 31), graph.title(), new Letters("#0f172a", 16, true));
        layout.lines().stream()
                .filter(line -> !isCritical(line))
                .forEach(line -> canvas.arrow(moved(line.bends()), Ink.line("#94a3b8", 1.3)));
        layout.lines().stream()
                .filter(this::isCritical)
                .forEach(line -> canvas.arrow(moved(line.bends()), Ink.line(CRITICAL, 2.6)));
        layout.boxes().forEach((label, box) -> paint(canvas, label, moved(box)));
        legend(canvas);
    }

    private void paint(Canvas canvas, String label, Box box) {
        if (label.equals(Layout.BEGIN) || label.equals(Layout.END)) {
            diamond(canvas, label.strip(), box);
        } else {
            cards.get(label).paint(canvas, box, critical.contains(label));
        }
    }

    private static void diamond(Canvas canvas, String word, Box box) {
        double middleX = box.x() + box.width() / 2;
        double middleY = box.y() + box.height() / 2;
        canvas.polygon(
                List.of(
                        new Point(middleX, box.y()), new Point(box.x() + box.width(), middleY),
                        new Point(middleX, box.y() + box.height()), new Point(box.x(), middleY)),
                new Ink("#f1f5f9", "#64748b", 1.3, false));
        Letters letters = new Letters("#475569", 10, false);
        canvas.text(new Point(middleX - Card.widthOf(word, letters) / 2, middleY + 3.5), word, letters);
    }

    private void legend(Canvas canvas) {
        Letters letters = new Letters("#475569", 11, false);
        double x = 24;
        double y = height() - 20;
        List<String> states = new ArrayList<>(STATES);
        if (graph.nodes().stream().anyMatch(node -> node.status().equals(SKIPPED))) {
            states.add(SKIPPED);
        }
        for (String state : states) {
            canvas.box(new Box(x, y - 9, 16, 11), 3, Look.of(state).card());
            canvas.text(new Point(x + 22, y), state, letters);
            x += 22 + Card.widthOf(state, letters) + 20;
        }
        if (!critical.isEmpty()) {
            double seconds = graph.nodes().stream()
                    .filter(node -> critical.contains(node.label()))
                    .mapToDouble(JobGraph.TaskNode::cost)
                    .sum();
            canvas.arrow(List.of(new Point(x, y - 4), new Point(x + 30, y - 4)), Ink.line(CRITICAL, 2.6));
            canvas.text(new Point(x + 37, y), "critical path, " + Seconds.text(seconds), letters);
        }
    }

    /** The last task of the path leads to the end, and the beginning to its first. */
    private boolean isCritical(Layout.Line line) {
        int from = line.from().equals(Layout.BEGIN) ? -1 : critical.indexOf(line.from());
        int to = line.to().equals(Layout.END) ? critical.size() : critical.indexOf(line.to());
        boolean isOnPath = !critical.isEmpty() && to == from + 1;
        return isOnPath
                && (from >= 0 || line.from().equals(Layout.BEGIN))
                && (to < critical.size() || line.to().equals(Layout.END));
    }

    private static List<Point> moved(List<Point> points) {
        return points.stream()
                .map(point -> new Point(point.x(), point.y() + HEADER))
                .toList();
    }

    private static Box moved(Box box) {
        return new Box(box.x(), box.y() + HEADER, box.width(), box.height());
    }
}
