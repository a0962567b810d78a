package io.butterfly.xingqiao.graph;

import io.butterfly.xingqiao.graph.Canvas.Box;
import io.butterfly.xingqiao.graph.Canvas.Letters;
import io.butterfly.xingqiao.graph.Canvas.Point;
import io.butterfly.xingqiao.graph.JobGraph.TaskNode;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** How one task is drawn: a card with a stripe in the colour of its state. */
record Card(TaskNode node, List<String> lines) {
    private static final Letters LABEL = new Letters("#0f172a", 14, true);
    private static final Letters LINE = new Letters("#475569", 11, false);
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    private static final double STRIPE = 6;
    private static final double PADDING = 12;
    private static final double LINE_HEIGHT = 16;
    private static final double TOP = 22;
    private static final int MAX_CHARACTERS = 36;

    static Card of(TaskNode node) {
        List<String> lines = new ArrayList<>();
        if (node.id() != 0) {
            boolean isOver =
                    !List.of("waiting", "pending", "started", "skipped").contains(node.status());
            lines.add("#" + node.id() + "   " + (isOver ? Seconds.text(node.cost()) : node.status()));
        }
        if (!node.retStat().equals("OK")) {
            lines.add(shortened(node.retStat()));
        }
        if (!node.note().isEmpty()) {
            lines.add(shortened(node.note()));
        }
        return new Card(node, lines);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS - 1) + "…";
    }

    double width() {
        double widest = widthOf(shortened(node.label()), LABEL);
        for (String line : lines) {
            widest = Math.max(widest, widthOf(line, LINE));
        }
        return Math.max(90, STRIPE + 2 * PADDING + widest);
    }

    double height() {
        return TOP + lines.size() * LINE_HEIGHT + 12;
    }

    static double widthOf(String text, Letters letters) {
        return PngCanvas.font(letters).getStringBounds(text, METRICS).getWidth();
    }

    void paint(Canvas canvas, Box box, boolean isCritical) {
        Look look = Look.of(node.status());
        if (isCritical) {
            canvas.box(
                    new Box(box.x() - 3, box.y() - 3, box.width() + 6, box.height() + 6),
                    11,
                    Canvas.Ink.filled("#fdba74"));
        }
        canvas.box(box, 8, look.card());
        canvas.box(
                new Box(box.x() + 3, box.y() + 6, STRIPE - 2, box.height() - 12), 2, Canvas.Ink.filled(look.strong()));
        double x = box.x() + STRIPE + PADDING;
        double y = box.y() + TOP;
        canvas.text(new Point(x, y), shortened(node.label()), LABEL);
        for (String line : lines) {
            y += LINE_HEIGHT;
            canvas.text(new Point(x, y), line, line.equals(node.retStat()) ? new Letters("#b91c1c", 11, false) : LINE);
        }
    }
}
