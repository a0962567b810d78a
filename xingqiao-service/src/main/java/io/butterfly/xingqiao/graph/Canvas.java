package io.butterfly.xingqiao.graph;

import java.util.List;

/** What a picture is painted on. Lengths are pixels, y grows downwards, colours are {@code #rrggbb}. */
interface Canvas {
    void box(Box box, double radius, Ink ink);

    void polygon(List<Point> corners, Ink ink);

    /** An open line that ends in an arrow head. */
    void arrow(List<Point> bends, Ink ink);

    /** @param at the left end of the base line */
    void text(Point at, String text, Letters letters);

    record Point(double x, double y) {}

    record Box(double x, double y, double width, double height) {}

    /** @param fill empty for none @param line empty for none */
    record Ink(String fill, String line, double width, boolean isDashed) {
        static Ink filled(String fill) {
            return new Ink(fill, "", 0, false);
        }

        static Ink line(String line, double width) {
            return new Ink("", line, width, false);
        }
    }

    record Letters(String color, int size, boolean isBold) {}
}
