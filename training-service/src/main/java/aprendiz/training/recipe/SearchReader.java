package aprendiz.training.recipe;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.SearchRecipe.Method;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Reads the recipe of a search, and checks the recipe of every trial that it would make. */
final class SearchReader {

    private static final int MOST_TRIALS = 500;
    /** The usual one first. */
    private static final List<Method> METHODS = List.of(Method.RANDOM, Method.GRID, Method.HALVING);

    private SearchReader() {}

    /** @return null if there are complaints */
    static SearchRecipe read(Fields fields, List<Complaint> complaints) {
        Fields of = fields.object("of");
        String technique = of.need("technique", "the technique of the recipe whose settings are looked for");
        if (technique != null && !technique.equals(Technique.TRANSFER.toString())) {
            fields.complain(of.at("technique"), "must be " + Technique.TRANSFER + ": its settings can be looked for");
        }
        TransferRecipe recipe = RecipeReader.transfer(of, complaints);
        Method method = METHODS.get(
                fields.choice("method", METHODS.stream().map(Method::toString).toArray(String[]::new)));
        int trials = fields.whole("trials", 10, 1, MOST_TRIALS);
        int keep = fields.whole("keep", 3, 2, 10);
        SequencedMap<String, Choices> space =
                SpaceReader.read(fields.object("space"), fields.has("space"), method, complaints);
        long seed = fields.whole("seed", 42L, 0L, Long.MAX_VALUE);
        Measure metric = metric(fields, recipe);
        fields.end();
        if (!complaints.isEmpty()) {
            return null;
        }
        SearchRecipe search = new SearchRecipe(recipe, space, method, trials, keep, metric, seed);
        check(search, fields);
        return search;
    }

    private static Measure metric(Fields fields, TransferRecipe recipe) {
        String word = fields.text("metric", null);
        if (recipe == null) {
            return null;
        }
        List<Measure> measures = recipe.goal().measures(recipe.data().label() != null);
        if (word == null) {
            return measures.getFirst();
        }
        return Measure.of(word).filter(measures::contains).orElseGet(() -> {
            fields.complain("metric", "'" + word + "' is not measured here; there are " + measures);
            return measures.getFirst();
        });
    }

    /** A setting that makes a recipe impossible is complained of once, however many trials have it. */
    private static void check(SearchRecipe search, Fields fields) {
        long size = search.method() != Method.GRID
                ? 1
                : search.space().values().stream()
                        .mapToLong(one -> ((Choices.Values) one).values().size())
                        .reduce(1, (a, b) -> Math.min(MOST_TRIALS + 1L, a * b));
        if (size > MOST_TRIALS) {
            fields.complain("space", "has more than " + MOST_TRIALS + " combinations");
            return;
        }
        Set<Complaint> found = new LinkedHashSet<>();
        for (ObjectNode candidate : search.candidates()) {
            try {
                RecipeReader.read(search.with(candidate));
            } catch (Problem problem) {
                problem.complaints()
                        .forEach(one -> found.add(new Complaint(SearchRecipe.place(one.path()), one.message())));
            }
        }
        found.forEach(one -> fields.complain(one.path(), one.message()));
    }
}
