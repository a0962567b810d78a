package io.butterfly.xingqiao.graph;

import io.butterfly.xingqiao.graph.Canvas.Point;
import java.util.ArrayList;
import java.util.List;

/** A line and the triangle at its end. */
record Arrow(List<Point> line, List<Point> head) {
    static Arrow of(List<Point> bends, double width) {
        double length = 6 + 1.5 * width;
        double half = 2.5 + width;
        Point tip = bends.getLast();
        Point from = bends.get(bends.size() - 2);
        double distance = Math.max(1e-6, Math.hypot(tip.x() - from.x(), tip.y() - from.y()));
        double dx = (tip.x() - from.x()) / distance;
        double dy = (tip.y() - from.y()) / distance;
        Point neck = new Point(tip.x() - length * dx, tip.y() - length * dy);
        List<Point> line = new ArrayList<>(bends);
        line.set(line.size() - 1, neck);
        return new Arrow(
                line,
                List.of(
                        tip,
                        new Point(neck.x() - half * dy, neck.y() + half * dx),
                        new Point(neck.x() + half * dy, neck.y() - half * dx)));
    }
}
