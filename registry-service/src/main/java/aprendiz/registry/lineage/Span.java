package aprendiz.registry.lineage;

import aprendiz.model.Problem;

/**
 * How much of the lineage is asked for.
 *
 * @param up what the version came from
 * @param down what came from it
 * @param depth generations in either direction, 1 to 1000
 * @param most versions in the answer, 1 to 1000; those farthest away are left out
 */
record Span(boolean up, boolean down, int depth, int most) {

    private static final int LIMIT = 1000;

    Span {
        if (depth < 1 || depth > LIMIT || most < 1 || most > LIMIT) {
            throw Problem.invalid("Bad bounds", "depth and limit: 1 to " + LIMIT + ", not " + depth + " and " + most);
        }
    }

    static Span of(String direction, int depth, int most) {
        return switch (direction) {
            case "both" -> new Span(true, true, depth, most);
            case "up" -> new Span(true, false, depth, most);
            case "down" -> new Span(false, true, depth, most);
            default ->
                throw Problem.invalid(
                        "Unknown direction",
                        "direction: " + Problem.quoted(direction) + " is not one of both, up, down");
        };
    }
}
