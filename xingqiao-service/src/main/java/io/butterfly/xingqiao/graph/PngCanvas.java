package io.butterfly.xingqiao.graph;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Paints PNG with Java2D, without a screen: sharper than one pixel a unit while the picture is small, and never more
 * than 16 million pixels.
 */
final class PngCanvas implements Canvas {
    private static final double MAX_PIXELS = 16_000_000;
    private static final double SHARP = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    PngCanvas(double width, double height) {
        double scale = Math.min(SHARP, Math.sqrt(MAX_PIXELS / (width * height)));
        image = new BufferedImage(
                Math.max(1, (int) Math.ceil(width * scale)),
                Math.max(1, (int) Math.ceil(height * scale)),
                BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
    }

    static Font font(Letters letters) {
        return new Font("DejaVu Sans", letters.isBold() ? Font.BOLD : Font.PLAIN, letters.size());
    }

    @Override
    public void box(Box box, double radius, Ink ink) {
        paint(new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), 2 * radius, 2 * radius), ink);
    }

    @Override
    public void polygon(List<Point> corners, Ink ink) {
        Path2D path = path(corners);
        path.closePath();
        paint(path, ink);
    }

    @Override
    public void arrow(List<Point> bends, Ink ink) {
        Arrow arrow = Arrow.of(bends, ink.width());
        paint(path(arrow.line()), ink);
        polygon(arrow.head(), Ink.filled(ink.line()));
    }

    private static Path2D path(List<Point> points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points.getFirst().x(), points.getFirst().y());
        points.stream().skip(1).forEach(point -> path.lineTo(point.x(), point.y()));
        return path;
    }

    private void paint(Shape shape, Ink ink) {
        if (!ink.fill().isEmpty()) {
            graphics.setColor(Color.decode(ink.fill()));
            graphics.fill(shape);
        }
        if (!ink.line().isEmpty()) {
            graphics.setColor(Color.decode(ink.line()));
            float[] dashes = ink.isDashed() ? new float[] {5, 4} : null;
            graphics.setStroke(
                    new BasicStroke((float) ink.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
            graphics.draw(shape);
        }
    }

    @Override
    public void text(Point at, String text, Letters letters) {
        graphics.setColor(Color.decode(letters.color()));
        graphics.setFont(font(letters));
        graphics.drawString(text, (float) at.x(), (float) at.y());
    }

    byte[] finish() {
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
