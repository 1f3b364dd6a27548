package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Reviews;
import aprendiz.journey.load.Sample;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.client.RegistryClient;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.training.NewCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A classifier of new weights.
 *
 * @param folder of the checkpoint
 */
record Classifier(ModelName name, Path folder) {

    private static final int TRIED_ON = 8;
    private static final String ALIAS = "champion";

    /** Writes it; the same seed gives the same weights. */
    static Classifier write(Path scratch, Architecture architecture, long seed) throws IOException {
        String name = architecture.name().toLowerCase(Locale.ROOT);
        Path folder = scratch.resolve(name + "-" + seed);
        NewCheckpoint.write(folder, architecture.config(), seed);
        Reviews reviews = Reviews.in(scratch);
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(reviews.model().resolve(file), folder.resolve(file));
        }
        new Checkpoint(folder)
                .seal(new Manifest(
                        1,
                        Kind.BASE,
                        Task.TEXT_CLASSIFICATION,
                        List.of(),
                        null,
                        seed,
                        new TreeMap<>(),
                        null,
                        "aprendiz bench",
                        List.of()));
        return new Classifier(new ModelName("bench", name), folder);
    }

    /** Its export in that form, made if it is not there yet. */
    Path export(Variant variant, List<Sample> samples) throws IOException {
        Path file = folder.resolve(variant.path());
        if (!Files.exists(file)) {
            List<String> texts =
                    samples.stream().limit(TRIED_ON).map(Sample::text).toList();
            Head head = Head.of(new Checkpoint(folder).config());
            // weights that learned nothing are undecided, so that the labels need not agree
            Export.write(folder, head, variant, texts, new Bound(variant.bound().difference(), 0, -1));
        }
        return file;
    }

    Version publish(RegistryClient registry) {
        return registry.publish(RepositoryType.MODEL, name, folder, "bench", folder.toString());
    }

    /** Lets the alias champion, wherever it is, stand for that version. */
    void crown(RegistryClient registry, int version) {
        int held = registry.repository(RepositoryType.MODEL, name).aliases().getOrDefault(ALIAS, 0);
        registry.moveAlias(name, ALIAS, new AliasWish(version, held, "bench", "measured"));
    }
}
