package aprendiz.inference.variants;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.export.ExportedNetwork;
import aprendiz.transformers.export.OnnxSettings;
import aprendiz.transformers.export.Parity;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.tasks.Tasks;
import aprendiz.transformers.tasks.TextTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Loads checkpoints in the form that is fastest on this machine, of those that are allowed and whose answers are near enough
 * to the original's. What it found is kept beside the exports, and looked at again when the machine is another.
 */
public final class Picker implements Loaded.Loader {

    private static final Logger LOG = Logger.getLogger(Picker.class);

    private final Exports exports;
    private final Rules rules;
    private final Machine machine = Machine.here();

    /**
     * What is allowed.
     *
     * @param forms of all models
     * @param pinned forms by model, the only ones that are allowed for it
     * @param agreement of predictions with the original's at least, for forms that round
     * @param cosine of embeddings with the original's at least, for forms that round
     */
    public record Rules(List<Form> forms, Map<String, Form> pinned, double agreement, double cosine) {

        public Rules {
            forms = List.copyOf(forms);
            pinned = Map.copyOf(pinned);
        }

        List<Form> of(String model) {
            return pinned.containsKey(model) ? List.of(pinned.get(model)) : forms;
        }

        Bound bound(Variant variant) {
            Bound usual = variant.bound();
            return new Bound(
                    usual.difference(), Math.max(agreement, usual.agreement()), Math.max(cosine, usual.cosine()));
        }
    }

    /** @param folder where exports are kept */
    public Picker(Path folder, Rules rules) {
        this.exports = new Exports(folder, Texts.FOR_PARITY);
        this.rules = rules;
    }

    @Override
    public Loaded load(String model, Path checkpoint, boolean hurry) {
        List<Form> allowed = rules.of(model).stream().filter(this::isSensible).toList();
        Choice known = exports.choice(checkpoint)
                .filter(choice -> choice.fits(machine.toString(), allowed))
                .orElse(null);
        if (known != null) {
            try {
                return open(checkpoint, known);
            } catch (RuntimeException e) {
                LOG.warnf("%s cannot be loaded as it was before, and is measured again: %s", model, e.getMessage());
            }
        }
        if (hurry || allowed.equals(List.of(Form.PLAIN))) {
            Setup plain = Setup.of(Form.PLAIN, machine.processors()).getFirst();
            Choice choice = new Choice(machine.toString(), List.of(Form.PLAIN), plain, List.of());
            return open(checkpoint, choice, !allowed.equals(List.of(Form.PLAIN)));
        }
        Shape shape = Shape.of(checkpoint);
        Choice choice = asBefore(checkpoint, shape, allowed).orElseGet(() -> choose(model, checkpoint, allowed));
        exports.keep(checkpoint, shape, choice);
        return open(checkpoint, choice);
    }

    /** The form in which a network of the same shape is computed already, if this one is near enough in it too. */
    private Optional<Choice> asBefore(Path checkpoint, Shape shape, List<Form> allowed) {
        return exports.choice(shape)
                .filter(choice -> choice.fits(machine.toString(), allowed))
                .flatMap(choice -> {
                    try {
                        Parity parity =
                                source(checkpoint, choice.chosen().form()).parity();
                        return Optional.of(choice.with(parity));
                    } catch (RuntimeException e) {
                        return Optional.empty(); // then all forms are looked at, and it is said why
                    }
                });
    }

    private boolean isSensible(Form form) {
        return form != Form.TORCHSCRIPT_BF16 || machine.multipliesBfloat16();
    }

    private Choice choose(String model, Path checkpoint, List<Form> allowed) {
        List<Figures> figures = new ArrayList<>();
        for (Form form : allowed) {
            try {
                measure(checkpoint, form, figures);
            } catch (RuntimeException e) {
                LOG.infof("%s is not computed as %s: %s", model, form, e.getMessage());
                figures.add(Figures.refused(form, e.getMessage()));
            }
        }
        Choice choice = Choice.of(machine.toString(), allowed, figures);
        LOG.infof("%s is computed as %s (batches x threads)", model, choice.chosen());
        return choice;
    }

    private void measure(Path checkpoint, Form form, List<Figures> figures) {
        Exports.Exported source = source(checkpoint, form);
        for (Setup setup : Setup.of(form, machine.processors())) {
            try (TextTask task = task(checkpoint, source.folder(), setup)) {
                Trial trial = new Trial(task, setup.runners());
                figures.add(new Figures(setup, trial.tokensPerSecond(), trial.milliseconds(), source.parity(), null));
            }
        }
    }

    private Exports.Exported source(Path checkpoint, Form form) {
        return form.variant()
                .map(variant -> exports.export(checkpoint, variant, rules.bound(variant)))
                .orElse(new Exports.Exported(checkpoint, null));
    }

    private Loaded open(Path checkpoint, Choice choice) {
        return open(checkpoint, choice, false);
    }

    private Loaded open(Path checkpoint, Choice choice, boolean provisional) {
        Setup setup = choice.chosen();
        Path folder = source(checkpoint, setup.form()).folder();
        return new Loaded(task(checkpoint, folder, setup), choice, bytes(folder, setup.form()), provisional);
    }

    /** @param folder where the export lies */
    private static TextTask task(Path checkpoint, Path folder, Setup setup) {
        if (setup.form().variant().isEmpty()) {
            return Tasks.open(checkpoint);
        }
        try {
            Variant variant = setup.form().variant().orElseThrow();
            ModelConfig config = new Checkpoint(checkpoint).config();
            Network network = new Network(Family.of(config), Head.of(config));
            OnnxSettings threads = OnnxSettings.threads(setup.threads());
            return Tasks.open(
                    checkpoint, ExportedNetwork.open(folder.resolve(variant.path()), network, variant, threads));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path folder, Form form) {
        try {
            if (form.variant().isPresent()) {
                return Files.size(folder.resolve(form.variant().get().path()));
            }
            long bytes = 0;
            for (Path file : new Checkpoint(folder).weightFiles()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Problem noWeights) {
            return 0;
        }
    }

    @Override
    public void tidy(Set<String> checkpoints) {
        exports.tidy(checkpoints);
    }
}
