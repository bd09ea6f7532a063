// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.Locale;

/** An SVG picture that can be read on a light background and on a dark one. Its text is text. */
final class Picture {
    private static final String STYLE = """
            <style>
            text { font: 13px sans-serif; fill: #1f2328 }
            .paper { fill: #ffffff }
            .rule { stroke: #8b949e; stroke-width: 1 }
            .before { fill: #9a6700; stroke: #9a6700 }
            .now { fill: #0969da; stroke: #0969da }
            polyline { fill: none !important; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .paper { fill: #0d1117 }
            .before { fill: #d29922; stroke: #d29922 }
            .now { fill: #58a6ff; stroke: #58a6ff }
            }
            </style>
            """;

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    /** @param title for those who can't see it */
    Picture(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    /** @param anchor {@code start}, {@code middle} or {@code end}: what of the text is at {@code x} */
    void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    void dot(String style, double x, double y) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", style, x, y);
    }

    void curve(String style, double[] x, double... y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x[i], y[i]));
        }
        add("<polyline class=\"%s\" points=\"%s\"/>", style, points.toString().strip());
    }

    private void add(String format, Object... arguments) {
        elements.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
                        .formatted(width, height, width, height)
                + "<title>" + escaped(title) + "</title>\n" + STYLE
                + "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n".formatted(width, height)
                + elements + "</svg>\n";
    }
}
