package io.fusewire.cli.report;

import java.util.Locale;

/** An inline SVG drawing: shapes by class name, so that the style sheet alone knows colours. */
final class Drawing {

    private final Html html;

    /**
     * Opens a drawing; {@link #close} ends it.
     *
     * @param style class names, beside {@code chart}
     * @param title what it is, for those who hear the page
     * @param description what it shows, in a sentence
     */
    Drawing(Html html, String style, int width, int height, String title, String description) {
        this.html = html;
        html.open(
                "svg",
                "class",
                "chart " + style,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-label",
                title + ". " + description);
        html.element("title", title);
        html.element("desc", description);
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        html.empty(
                "line", "class", style, "x1", point(x1), "y1", point(y1), "x2", point(x2), "y2",
                point(y2));
    }

    void text(String style, double x, double y, String text) {
        html.element("text", text, "class", style, "x", point(x), "y", point(y));
    }

    /** A rectangle that tells what it is when pointed at. */
    void rect(String style, double x, double y, double width, double height, String title) {
        openRect(style, x, y, width, height, "1");
        html.element("title", title).close();
    }

    /** A rectangle as strong as a share from 0 to 1. */
    void shade(
            String style, double x, double y, double width, double height, double share, String t) {
        openRect(style, x, y, width, height, point2(share));
        html.element("title", t).close();
    }

    private void openRect(
            String style, double x, double y, double width, double height, String opacity) {
        html.open(
                "rect",
                "class",
                style,
                "x",
                point(x),
                "y",
                point(y),
                "width",
                point(Math.max(0, width)),
                "height",
                point(Math.max(0, height)),
                "opacity",
                opacity);
    }

    void circle(String style, double x, double y, double radius, String title) {
        html.open("circle", "class", style, "cx", point(x), "cy", point(y), "r", point(radius));
        html.element("title", title).close();
    }

    void path(String style, String commands) {
        html.empty("path", "class", style, "d", commands);
    }

    /** One command of a path. */
    static String to(char command, double x, double y) {
        return command + point(x) + ' ' + point(y);
    }

    void close() {
        html.close();
    }

    private static String point(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String point2(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
