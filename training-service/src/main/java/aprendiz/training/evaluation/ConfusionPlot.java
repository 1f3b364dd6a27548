package aprendiz.training.evaluation;

import aprendiz.model.metrics.ConfusionMatrix;
import java.util.Locale;

/** A confusion matrix: true labels downwards, answered ones to the right, a cell the darker the larger its share of its row. */
public final class ConfusionPlot {

    private static final int LEFT = 130;
    private static final int TOP = 110;
    private static final int MARGIN = 16;
    private static final int MOST_WITH_NUMBERS = 20;
    private static final int LONGEST_NAME = 16;
    private static final int LARGEST = 560;
    private static final int MOST = 40;

    private ConfusionPlot() {}

    public static String svg(ConfusionMatrix matrix) {
        int labels = matrix.labels().size();
        double cell = Math.min(MOST, (double) LARGEST / labels);
        int side = (int) Math.ceil(cell * labels);
        Svg svg = new Svg(LEFT + side + MARGIN, TOP + side + MARGIN);
        boolean named = labels <= MOST_WITH_NUMBERS * 2;
        for (int truth = 0; truth < labels; truth++) {
            double y = TOP + cell * truth;
            String name = shortened(matrix.labels().get(truth));
            double middle = LEFT + cell * (truth + 0.5);
            if (named) {
                svg.text(LEFT - 6, y + cell / 2 + 4, name, "text-anchor=\"end\"")
                        .text(
                                middle,
                                TOP - 6,
                                name,
                                String.format(Locale.ROOT, "transform=\"rotate(-60 %.1f %d)\"", middle, TOP - 6));
            }
            for (int answer = 0; answer < labels; answer++) {
                cell(svg, matrix, truth, answer, cell);
            }
        }
        svg.text(MARGIN, TOP - 6, "true", "font-weight=\"bold\"").text(LEFT, 14, "answered", "font-weight=\"bold\"");
        return svg.text("Confusion matrix of the test part");
    }

    private static void cell(Svg svg, ConfusionMatrix matrix, int truth, int answer, double cell) {
        long count = matrix.count(truth, answer);
        double share = count == 0 ? 0 : (double) count / matrix.support(truth);
        String colour = truth == answer ? "#0072b2" : "#d55e00";
        double x = LEFT + cell * answer;
        double y = TOP + cell * truth;
        svg.box(
                x,
                y,
                cell,
                cell,
                String.format(Locale.ROOT, "fill=\"%s\" fill-opacity=\"%.3f\" stroke=\"#dddddd\"", colour, share));
        if (count > 0 && matrix.labels().size() <= MOST_WITH_NUMBERS) {
            String ink = share > 0.5 ? "white" : "black";
            svg.text(
                    x + cell / 2,
                    y + cell / 2 + 4,
                    String.valueOf(count),
                    String.format(Locale.ROOT, "text-anchor=\"middle\" fill=\"%s\"", ink));
        }
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_NAME ? label : label.substring(0, LONGEST_NAME - 1) + "…";
    }
}
