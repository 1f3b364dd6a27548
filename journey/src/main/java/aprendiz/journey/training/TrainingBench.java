package aprendiz.journey.training;

import aprendiz.journey.bench.Findings;
import aprendiz.journey.bench.Form;
import aprendiz.journey.bench.Machine;
import aprendiz.journey.bench.Peer;
import aprendiz.journey.process.Platform;
import aprendiz.journey.process.Platform.Outcome;
import aprendiz.model.Digest;
import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Takes the exams: each is a job of a platform of its own, submitted by the command line. Jobs that are done stay done, so
 * that a run that was cut short goes on where it was.
 */
@Command(
        name = "training",
        description =
                "How well models learn public data sets, beside simpler ways and without what others had learned.",
        mixinStandardHelpOptions = true,
        footer = {"", "All of it takes some hours on two cores; a run that is cut short goes on where it was."})
public final class TrainingBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofHours(6);

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "with a folder for each data set, as docs/benchmarks.md lists them")
    private Path data;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "where the platform keeps what it did (default journey/target/exams)")
    private Path home;

    @Option(names = "--only", description = "take only the exams whose name holds this")
    private String only;

    @ArgGroup
    private Form form = new Form();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Path root = Peer.root();
        Path kept = home == null ? root.resolve("journey/target/exams") : home.toAbsolutePath();
        List<Lesson> lessons = new ArrayList<>();
        try (Platform platform = new Platform(root, kept)) {
            platform.run("up").orFail();
            platform.run("model", "import", "minilm").orFail();
            for (Exam exam : Exams.all()) {
                if (only == null || exam.name().contains(only)) {
                    command.commandLine().getErr().println(exam.name());
                    Lesson lesson = take(exam, platform, root, kept);
                    command.commandLine().getErr().println("  " + lesson.cells());
                    lessons.add(lesson);
                }
            }
        }
        String subject = only == null ? "training" : "training --only " + only;
        form.show(
                new Findings(subject, Machine.here(), "--data FOLDER", Lesson.HEAD, lessons),
                command.commandLine().getOut());
        return 0;
    }

    private Lesson take(Exam exam, Platform platform, Path root, Path kept) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(kept.resolve("files").resolve(exam.dataset()));
        List<String> add = new ArrayList<>(List.of("data", "add", "bench/" + exam.dataset()));
        exam.preparation().write(data, folder).forEach(file -> add.add(file.toString()));
        platform.run(add.toArray(String[]::new)).orFail();
        Path recipe = exam.recipe(root);
        Outcome outcome = platform.run(
                PATIENCE,
                "train",
                recipe.toString(),
                "--wait",
                "--json",
                "--key",
                Digest.of(recipe).toString());
        JsonNode job = Json.MAPPER.readTree(outcome.out());
        if (!job.hasNonNull("version")) {
            throw new IllegalStateException(exam.name() + ": " + outcome.out() + outcome.err());
        }
        return Lesson.of(exam, job, report(platform, job.path("id").asText()));
    }

    private static JsonNode report(Platform platform, String job) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(platform.training().resolve("/v1/jobs/" + job + "/report"))
                    .build();
            return Json.MAPPER.readTree(
                    http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
