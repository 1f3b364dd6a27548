package aprendiz.journey.jobs;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Median;
import aprendiz.journey.bench.Reviews;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.Training;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.OneLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job costs beyond its training: the training of a job, which tells how it goes, keeps its lease and saves its
 * state, beside the same training called as a library that saves nothing and tells nobody.
 */
record OverheadWork() implements Work {

    private static final double MOST = 1.05;

    @Override
    public String name() {
        return "overhead of a job over the bare training loop";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Reviews reviews = Reviews.in(terms.scratch());
        Apprenticeship training = new Apprenticeship(reviews);
        List<Double> jobs = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        Path folder = terms.scratch().resolve("overhead");
        try (Workshop workshop =
                new Workshop(folder, training.write(terms.scratch().resolve("data")))) {
            bare(reviews.model(), training, 0, folder.resolve("warm-up"));
            for (int window = 1; window <= terms.windows(); window++) {
                String job = workshop.submit(training.recipe(window));
                workshop.await(job);
                jobs.add(workshop.report(job)
                        .path("trainings")
                        .path("fine-tuning")
                        .path("seconds")
                        .asDouble());
                bare.add(bare(reviews.model(), training, window, folder.resolve("bare-" + window)));
                ratios.add(jobs.getLast() / bare.getLast());
            }
        }
        return List.of(new Row(
                name(),
                seconds(jobs),
                "the library's own loop",
                seconds(bare),
                Median.of(ratios),
                Target.atMost(MOST),
                "MiniLM, " + training.train().size() + " texts, 1 epoch"));
    }

    private static Figure seconds(List<Double> values) {
        return new Figure(Median.of(values), "s");
    }

    private static double bare(Path base, Apprenticeship apprenticeship, long seed, Path folder) throws IOException {
        long begun = System.nanoTime();
        Training<Labelled> training = new Training<>(
                base,
                new OneLabel(Apprenticeship.LABELS),
                Start.PRETRAINED,
                apprenticeship.settings(seed),
                Duration.ofDays(1));
        Files.createDirectories(folder.resolve("state"));
        try (Tokenizer tokenizer = training.tokenizer()) {
            Examples examples = new Examples(tokenizer);
            training.run(
                    labelled(examples, apprenticeship.train()),
                    labelled(examples, apprenticeship.validation()),
                    folder.resolve("state"),
                    folder.resolve("checkpoint"),
                    new TrainingListener() {});
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static List<Labelled> labelled(Examples examples, List<LabelledText> part) {
        return part.stream()
                .map(one -> examples.labelled(Text.of(one.text()), one.label()))
                .toList();
    }
}
