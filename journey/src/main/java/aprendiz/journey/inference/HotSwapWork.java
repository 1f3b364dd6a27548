package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.inference.Scene.Served;
import aprendiz.journey.load.Answer;
import aprendiz.journey.load.Arrivals;
import aprendiz.journey.load.Call;
import aprendiz.journey.load.Latencies;
import aprendiz.journey.load.Load;
import aprendiz.journey.load.Outcome;
import aprendiz.journey.load.Sample;
import aprendiz.model.Json;
import aprendiz.registry.client.RegistryClient;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alias moved to and fro between two versions while clients ask, and every answer's version proved by its scores. */
record HotSwapWork(Scene scene, Architecture architecture, int swaps) implements Work {

    private static final Sample TEXT = new Sample("The room was quiet and clean, but the staff let us wait.", 14);
    private static final String LABEL = "LABEL_0";
    private static final int CLIENTS = 8;
    private static final long PATIENCE = 120_000_000_000L;

    @Override
    public String name() {
        return swaps + " hot swaps under load, " + architecture;
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Served served = scene.served(architecture);
        RegistryClient registry = scene.registry();
        Classifier other = Classifier.write(scene.scratch(), architecture, 2);
        int second = other.publish(registry).number();
        Map<String, Double> scores = new TreeMap<>();
        scores.put(served.classifier().name() + "@1", score(served.classifier()));
        scores.put(served.classifier().name() + "@" + second, score(other));
        List<Double> times = new ArrayList<>();
        Outcome outcome = new Load(served.endpoint(), List.of(TEXT), new Arrivals.Closed(CLIENTS)).during(() -> {
            for (int swap = 1; swap <= swaps; swap++) {
                times.add(swap(served, registry, swap % 2 == 0 ? 1 : second));
            }
            return null;
        });
        int wrong = 0;
        for (Call call : outcome.calls()) {
            if (call.answer().isGood()
                    && !nearest(scores, score(call.answer()))
                            .equals(call.answer().version())) {
                wrong++;
            }
        }
        Latencies swapped = new Latencies(times);
        return List.of(
                Failures.row(name() + ", failed", outcome),
                Failures.row(
                        name() + ", named a version that had not answered",
                        wrong,
                        outcome.calls().size(),
                        "versions told apart by their scores, " + scores),
                new Row(
                        name() + ", a swap, p50",
                        new Figure(swapped.quantile(0.5), "s"),
                        "",
                        null,
                        null,
                        null,
                        "from the alias to the first answer of the other version; requests meanwhile "
                                + outcome.latencies()));
    }

    /** Moves the alias and waits for the first answer of that version. */
    private static double swap(Served served, RegistryClient registry, int version) throws Exception {
        long begun = System.nanoTime();
        served.classifier().crown(registry, version);
        String wanted = served.classifier().name() + "@" + version;
        while (!served.endpoint().ask(TEXT.text()).version().equals(wanted)) {
            if (System.nanoTime() - begun > PATIENCE) {
                throw new IllegalStateException(wanted + " does not answer two minutes after the alias moved to it");
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String nearest(Map<String, Double> scores, double score) {
        return scores.entrySet().stream()
                .min((a, b) -> Double.compare(Math.abs(a.getValue() - score), Math.abs(b.getValue() - score)))
                .orElseThrow()
                .getKey();
    }

    /** What its own weights say, so that the service need not have both versions in memory. */
    private static double score(Classifier classifier) {
        try (TextClassification task = TextClassification.load(classifier.folder())) {
            return task.classify(List.of(TEXT.text()), TextClassification.Options.ALL).getFirst().stream()
                    .filter(prediction -> prediction.label().equals(LABEL))
                    .mapToDouble(LabelScore::score)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Of one label, in {@code [[{"label": ..., "score": ...}, ...]]}. */
    private static double score(Answer answer) throws JsonProcessingException {
        for (JsonNode prediction : Json.MAPPER.readTree(answer.body()).path(0)) {
            if (prediction.path("label").asText().equals(LABEL)) {
                return prediction.path("score").asDouble();
            }
        }
        throw new IllegalStateException("no " + LABEL + " in " + answer);
    }
}
