package io.butterfly.xingqiao.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Paints SVG. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(double width, double height) {
        svg.append(number(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\"",
                        width, height, width, height))
                .append(" font-family=\"DejaVu Sans, Verdana, Helvetica, Arial, sans-serif\">\n");
    }

    @Override
    public void box(Box box, double radius, Ink ink) {
        svg.append(number(
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"",
                        box.x(), box.y(), box.width(), box.height(), radius))
                .append(look(ink))
                .append("/>\n");
    }

    @Override
    public void polygon(List<Point> corners, Ink ink) {
        svg.append("<polygon points=\"")
                .append(points(corners))
                .append('"')
                .append(look(ink))
                .append("/>\n");
    }

    @Override
    public void arrow(List<Point> bends, Ink ink) {
        Arrow arrow = Arrow.of(bends, ink.width());
        svg.append("<polyline stroke-linejoin=\"round\" points=\"")
                .append(points(arrow.line()))
                .append('"')
                .append(look(ink))
                .append("/>\n");
        polygon(arrow.head(), Ink.filled(ink.line()));
    }

    @Override
    public void text(Point at, String text, Letters letters) {
        svg.append(number("<text x=\"%s\" y=\"%s\" font-size=\"%s\"", at.x(), at.y(), letters.size()))
                .append(letters.isBold() ? " font-weight=\"bold\"" : "")
                .append(" fill=\"")
                .append(letters.color())
                .append("\" xml:space=\"preserve\">")
                .append(escaped(text))
                .append("</text>\n");
    }

    String finish() {
        return svg.append("</svg>\n").toString();
    }

    private static String points(List<Point> points) {
        return points.stream()
                .map(point -> number("%s,%s", point.x(), point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String look(Ink ink) {
        String fill = " fill=\"" + (ink.fill().isEmpty() ? "none" : ink.fill()) + '"';
        if (ink.line().isEmpty()) {
            return fill;
        }
        return fill + " stroke=\"" + ink.line() + number("\" stroke-width=\"%s\"", ink.width())
                + (ink.isDashed() ? " stroke-dasharray=\"5 4\"" : "");
    }

    private static String number(String form, double... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.format(Locale.ROOT, "%.1f", values[i]).replace(".0", "");
        }
        return String.format(form, texts);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
