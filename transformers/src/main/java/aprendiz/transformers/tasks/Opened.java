package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.SharedNetwork;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A checkpoint that is ready for a task: how texts are cut, and what computes. */
record Opened<H extends Head>(Path folder, ModelConfig config, H head, Tokenizer tokenizer, Engine engine)
        implements AutoCloseable {

    /** Where the engine comes from. */
    private interface Source {
        Engine open(Checkpoint files, Network network) throws IOException;
    }

    /** Computes with the checkpoint's own weights. */
    static <H extends Head> Opened<H> load(Path folder, Function<ModelConfig, H> head) {
        return open(folder, head, Opened::live);
    }

    /** Computes with something else that was made from the checkpoint, and owns it from now on, come what may. */
    static <H extends Head> Opened<H> with(Path folder, Function<ModelConfig, H> head, Engine engine) {
        try {
            return open(folder, head, (files, network) -> engine);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private static <H extends Head> Opened<H> open(Path folder, Function<ModelConfig, H> choice, Source source) {
        try {
            Checkpoint files = new Checkpoint(folder);
            ModelConfig config = files.config();
            H head = choice.apply(config);
            Family family = Family.of(config);
            Tokenizer tokenizer = Tokenizer.load(folder, family.positions());
            return new Opened<>(folder, config, head, tokenizer, source.open(files, new Network(family, head)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Engine live(Checkpoint files, Network network) throws IOException {
        try (StoredTensors tensors = StoredTensors.open(files, network.family())) {
            tensors.require(network.parameters());
            return new SharedNetwork(new LiveNetwork(network, tensors::fill));
        }
    }

    /**
     * The head of a configuration. One that names no class is believed to have the head that is asked for.
     *
     * @param suffix of the class that has such a head, {@code ForMaskedLM}
     * @throws Problem of kind INVALID if it has another head
     */
    static <H extends Head> H head(ModelConfig config, Class<H> sort, Task task, String suffix) {
        String wanted = Family.of(config).className() + suffix;
        Head head = Head.of(config.architectures().isEmpty() ? config.withHead(wanted, config.labels()) : config);
        if (sort.isInstance(head)) {
            return sort.cast(head);
        }
        throw Problem.invalid(
                "Another task",
                Checkpoint.CONFIG + ": architectures: '"
                        + config.architectures().getFirst() + "' is for " + Tasks.of(head) + "; " + task + " needs "
                        + wanted);
    }

    /** The same, computed by something else. */
    Opened<H> on(Engine other) {
        return new Opened<>(folder, config, head, tokenizer, other);
    }

    /** Refuses windows over so many texts if they are too many: see {@link Cut#allow}. */
    void allow(List<Encoding> windows, Cut cut, int texts) {
        new Cut(Math.min(cut.maxLength(), maxLength()), cut.from(), cut.stride()).allow(windows.size(), texts);
    }

    int maxLength() {
        return tokenizer.maxLength();
    }

    float[][] answers(List<Encoding> texts) {
        return engine.answers(texts.stream().map(Encoding::tokens).toList());
    }

    float[][][] tokenAnswers(List<Encoding> texts) {
        return engine.tokenAnswers(texts.stream().map(Encoding::tokens).toList());
    }

    @Override
    public void close() {
        tokenizer.close();
        engine.close();
    }
}
