package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which tokens may stand where a text has {@code [MASK]}. Longer texts are cut. */
public final class FillMask implements TextTask {

    private static final System.Logger LOG = System.getLogger(FillMask.class.getName());

    /**
     * What is asked for.
     *
     * @param topK so many tokens at most, the likeliest first
     * @param targets the only tokens to look at; all if there are none. Of one that the vocabulary lacks, its first piece
     *     counts, and a warning is logged
     */
    public record Options(int topK, List<String> targets) {

        public static final Options DEFAULT = new Options(5, List.of());

        public Options {
            targets = List.copyOf(targets);
            if (topK < 1) {
                throw Problem.invalid("Bad options", "top_k: " + topK + " is not 1 or more");
            }
        }

        public Options withTopK(int tokens) {
            return new Options(tokens, targets);
        }

        public Options withTargets(String... tokens) {
            return new Options(topK, List.of(tokens));
        }
    }

    /**
     * A mask and what may stand there.
     *
     * @param span where the text has it, in UTF-16 units
     * @param fillings likeliest first
     */
    public record Mask(Span span, List<Filling> fillings) {}

    /**
     * A token for a mask.
     *
     * @param score its probability; of several masks, as if the others stayed hidden
     * @param id its number in the vocabulary
     * @param token as text
     * @param sequence the whole text with it, as tokens tell it; with special tokens if there are several masks
     */
    public record Filling(double score, int id, String token, String sequence) {}

    private final Opened<MaskedLm> opened;
    private final int mask;
    private final int padding;

    private FillMask(Opened<MaskedLm> opened) {
        this.opened = opened;
        padding = Family.of(opened.config()).padding();
        mask = opened.tokenizer().vocabulary().mask().orElseThrow(() -> {
            opened.close();
            return Problem.invalid("Unusable tokenizer", opened.folder() + " has no mask token");
        });
    }

    /**
     * Reads a checkpoint.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static FillMask load(Path checkpoint) {
        return new FillMask(Opened.load(checkpoint, FillMask::head));
    }

    /** Takes the tokenizer of a checkpoint, and computes with an export of it, which it owns from now on. */
    public static FillMask load(Path checkpoint, Engine engine) {
        return new FillMask(Opened.with(checkpoint, FillMask::head, engine));
    }

    private static MaskedLm head(ModelConfig config) {
        return Opened.head(config, MaskedLm.class, Task.FILL_MASK, "ForMaskedLM");
    }

    /** The masks of a text, in their order. */
    public List<Mask> fill(String text, Options options) {
        return fill(List.of(text), options).getFirst();
    }

    /**
     * The masks of each text, in their order.
     *
     * @throws Problem of kind INVALID if a text has none, or no target is left
     */
    public List<List<Mask>> fill(List<String> texts, Options options) {
        List<Integer> targets = targets(options.targets());
        List<Encoding> encodings =
                opened.tokenizer().encodings(texts.stream().map(Text::of).toList(), Cut.to(maxLength()));
        List<List<Integer>> places = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            places.add(places(encodings.get(i), i));
        }
        float[][][] logits = opened.engine()
                .answersAt(encodings.stream().map(Encoding::tokens).toList(), places);
        return IntStream.range(0, logits.length)
                .mapToObj(i -> masks(encodings.get(i), places.get(i), logits[i], targets, options.topK()))
                .toList();
    }

    private List<Integer> places(Encoding text, int number) {
        List<Integer> places = IntStream.range(0, text.size())
                .filter(at -> text.id(at) == mask)
                .boxed()
                .toList();
        if (places.isEmpty()) {
            String token = opened.tokenizer().vocabulary().token(mask);
            throw Problem.invalid(
                    "No mask", "texts[" + number + "] has no " + token + " among its first " + maxLength() + " tokens");
        }
        return places;
    }

    private List<Mask> masks(Encoding text, List<Integer> places, float[][] logits, List<Integer> targets, int topK) {
        List<Mask> masks = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            float[] scores = Scores.softmax(logits[i]);
            List<Filling> fillings = new ArrayList<>();
            for (int token : best(scores, targets, topK)) {
                fillings.add(filling(text, place, token, scores[token], places.size() > 1));
            }
            masks.add(new Mask(text.span(place), fillings));
        }
        return masks;
    }

    private static List<Integer> best(float[] scores, List<Integer> targets, int topK) {
        if (targets.isEmpty()) {
            return Scores.ranked(scores, topK);
        }
        float[] some = new float[targets.size()];
        for (int i = 0; i < some.length; i++) {
            some[i] = scores[targets.get(i)];
        }
        return Scores.ranked(some, topK).stream().map(targets::get).toList();
    }

    private Filling filling(Encoding text, int place, int token, float score, boolean several) {
        Vocabulary vocabulary = opened.tokenizer().vocabulary();
        long[] ids = text.ids();
        ids[place] = token;
        long[] kept = Arrays.stream(ids).filter(id -> id != padding).toArray();
        return new Filling(
                score, token, vocabulary.sentence(new long[] {token}, true), vocabulary.sentence(kept, several));
    }

    private List<Integer> targets(List<String> words) {
        Vocabulary vocabulary = opened.tokenizer().vocabulary();
        Set<Integer> ids = new LinkedHashSet<>();
        for (String word : words) {
            vocabulary.id(word).ifPresentOrElse(ids::add, () -> addFirstPiece(word, ids));
        }
        if (ids.isEmpty() && !words.isEmpty()) {
            throw Problem.invalid("No targets", "targets: " + words + " have no token");
        }
        return List.copyOf(ids);
    }

    private void addFirstPiece(String word, Set<Integer> ids) {
        Encoding pieces = opened.tokenizer().encode(Text.of(word), Cut.to(maxLength()));
        for (int at = 0; at < pieces.size(); at++) {
            if (!pieces.isSpecial(at)) {
                String piece = opened.tokenizer().vocabulary().token(pieces.id(at));
                LOG.log(
                        System.Logger.Level.WARNING,
                        "targets: the vocabulary has no {0}; {1} is taken for it",
                        Problem.quoted(word),
                        Problem.quoted(piece));
                ids.add(pieces.id(at));
                return;
            }
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "targets: the vocabulary has no {0} and nothing like it; it is left out",
                Problem.quoted(word));
    }

    @Override
    public Task task() {
        return Task.FILL_MASK;
    }

    @Override
    public int maxLength() {
        return opened.maxLength();
    }

    @Override
    public Tokenizer tokenizer() {
        return opened.tokenizer();
    }

    @Override
    public Engine engine() {
        return opened.engine();
    }

    @Override
    public FillMask on(Engine engine) {
        return new FillMask(opened.on(engine));
    }

    @Override
    public void close() {
        opened.close();
    }
}
