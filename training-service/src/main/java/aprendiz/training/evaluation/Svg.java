package aprendiz.training.evaluation;

import java.util.Locale;

/** A picture as text, drawn from the upper left; nothing of what is written in it can become markup. */
final class Svg {

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>", x1, y1, x2, y2, style);
    }

    Svg box(double x, double y, double boxWidth, double boxHeight, String style) {
        return add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>", x, y, boxWidth, boxHeight, style);
    }

    /** @param points {@code x,y x,y ...} */
    Svg path(String points, String style) {
        return add("<polyline points=\"%s\" fill=\"none\" %s/>", points, style);
    }

    Svg dot(double x, double y, String style) {
        return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" %s/>", x, y, style);
    }

    /** @param style of the text, its anchor among others */
    Svg text(double x, double y, String text, String style) {
        return add("<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>", x, y, style, escaped(text));
    }

    /** The whole file. */
    String text(String title) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">%n<title>%s</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                width,
                height,
                width,
                height,
                escaped(title),
                body);
    }

    private Svg add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
