package aprendiz.training.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Training and validation loss over the steps, with the step whose checkpoint was kept. */
public final class LossPlot {

    /** Both losses at a step. */
    public record Point(int step, double trainingLoss, double validationLoss) {}

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 40;
    private static final int BOTTOM = 44;
    private static final int MARKS = 4;
    private static final String TRAINING = "#0072b2";
    private static final String VALIDATION = "#d55e00";

    private final List<Point> points;
    private final int bestStep;
    private final double lastStep;
    private final double highest;

    private LossPlot(List<Point> points, int bestStep) {
        this.points = points;
        this.bestStep = bestStep;
        this.lastStep = points.stream().mapToInt(Point::step).max().orElse(1);
        double most = points.stream()
                .flatMap(point -> Stream.of(point.trainingLoss, point.validationLoss))
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        this.highest = most > 0 ? most : 1;
    }

    /** @param points by step; at least one */
    public static String svg(List<Point> points, int bestStep) {
        return new LossPlot(points, bestStep).draw();
    }

    private String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        String grid = "stroke=\"#dddddd\"";
        for (int i = 0; i <= MARKS; i++) {
            double loss = highest * i / MARKS;
            svg.line(LEFT, y(loss), WIDTH - RIGHT, y(loss), grid)
                    .text(LEFT - 6, y(loss) + 4, String.format(Locale.ROOT, "%.3f", loss), "text-anchor=\"end\"");
            int step = (int) Math.round(lastStep * i / MARKS);
            svg.text(x(step), HEIGHT - BOTTOM + 18, String.valueOf(step), "text-anchor=\"middle\"");
        }
        svg.line(x(bestStep), TOP, x(bestStep), HEIGHT - BOTTOM, "stroke=\"#888888\" stroke-dasharray=\"4 3\"")
                .text(x(bestStep), TOP - 4, "kept: step " + bestStep, "text-anchor=\"middle\" fill=\"#555555\"");
        curve(svg, Point::trainingLoss, TRAINING);
        curve(svg, Point::validationLoss, VALIDATION);
        svg.text(LEFT, 16, "training loss", "fill=\"" + TRAINING + "\"")
                .text(LEFT + 100, 16, "validation loss", "fill=\"" + VALIDATION + "\"")
                .text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "optimiser step", "text-anchor=\"middle\"");
        return svg.text("Training and validation loss");
    }

    private void curve(Svg svg, ToDoubleFunction<Point> loss, String colour) {
        List<Point> drawn = points.stream()
                .filter(point -> Double.isFinite(loss.applyAsDouble(point)))
                .toList();
        String path = drawn.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.step), y(loss.applyAsDouble(point))))
                .collect(Collectors.joining(" "));
        svg.path(path, "stroke=\"" + colour + "\" stroke-width=\"2\"");
        drawn.forEach(point -> svg.dot(x(point.step), y(loss.applyAsDouble(point)), "fill=\"" + colour + "\""));
    }

    private double x(int step) {
        return LEFT + (WIDTH - RIGHT - LEFT) * step / lastStep;
    }

    private double y(double loss) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * loss / highest;
    }
}
