package aprendiz.inference.openinference;

import aprendiz.inference.asking.Largest;
import aprendiz.inference.asking.Raw;
import aprendiz.inference.asking.Reply;
import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.FillMask;
import aprendiz.transformers.tasks.QuestionAnswering;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.tasks.TokenClassification;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Asks the network itself about texts that were cut into tokens elsewhere. Where a text was filled up, outputs are 0. */
final class TokenQuestion {

    private static final Set<String> INPUTS = Set.of(Spec.IDS, Spec.MASK, Spec.TYPES);

    private TokenQuestion() {}

    static Question<float[][]> of(TextTask model, InferRequest request, int most) {
        for (Tensor input : request.inputs()) {
            if (!INPUTS.contains(input.name())) {
                throw Fields.invalid(
                        "inputs", Problem.quoted(input.name()) + " goes without " + Spec.IDS + ", or is not known");
            }
        }
        Tensor ids = request.required(Spec.IDS);
        int columns = ids.columns();
        if (ids.shape().first() > most) {
            throw Fields.invalid(
                    Spec.IDS, ids.shape().first() + " texts in one request; at most " + most + " are taken");
        }
        if (columns > model.maxLength()) {
            throw Fields.invalid(Spec.IDS, columns + " tokens in a text; the model takes at most " + model.maxLength());
        }
        List<Tokens> texts = texts(ids, same(request, Spec.MASK, ids), same(request, Spec.TYPES, ids));
        Map<String, Function<Reply<float[][]>, Tensor>> outputs = outputs(model, columns);
        bound(model, texts.size(), columns);
        List<String> labels = model instanceof TextClassification one ? one.labels() : List.of();
        return new Question<>(new Raw(texts), outputs, labels);
    }

    private static Optional<long[][]> same(InferRequest request, String name, Tensor ids) {
        Optional<Tensor> tensor = request.input(name);
        tensor.ifPresent(one -> {
            if (!one.shape().equals(ids.shape())) {
                throw Fields.invalid(
                        name, "has the shape " + one.shape() + ", but " + Spec.IDS + " has " + ids.shape());
            }
        });
        return tensor.map(Tensor::rows);
    }

    private static List<Tokens> texts(Tensor ids, Optional<long[][]> masks, Optional<long[][]> types) {
        long[][] rows = ids.rows();
        List<Tokens> texts = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            int length = masks.isPresent() ? length(i, masks.get()[i]) : rows[i].length;
            long[] kept = Arrays.copyOf(rows[i], length);
            texts.add(new Tokens(kept, types.isPresent() ? Arrays.copyOf(types.get()[i], length) : new long[length]));
        }
        return texts;
    }

    /** How many tokens are looked at: ones, and behind them only zeros. */
    private static int length(int row, long[] mask) {
        int length = 0;
        while (length < mask.length && mask[length] == 1) {
            length++;
        }
        for (int at = length; at < mask.length; at++) {
            if (mask[at] != 0) {
                throw Fields.invalid(
                        Spec.MASK + "[" + row + "]", "must be ones and then zeros: texts are filled up at their ends");
            }
        }
        if (length == 0) {
            throw Fields.invalid(Spec.MASK + "[" + row + "]", "has no token to look at");
        }
        return length;
    }

    /** An answer for each token may be large: a number for each word of a vocabulary. */
    private static void bound(TextTask model, int texts, int columns) {
        long width = model instanceof FillMask
                ? model.tokenizer().vocabulary().size()
                : model instanceof TokenClassification one
                        ? one.labels().size()
                        : model instanceof FeatureExtraction one ? one.width() : 2;
        if (model.engine().scope() == Scope.TOKEN && width * texts * columns > Largest.NUMBERS) {
            throw Fields.invalid(
                    Spec.IDS,
                    "would be answered with " + width * texts * columns + " numbers; " + Largest.NUMBERS
                            + " are the most: send fewer texts, or ask by " + Spec.TEXT);
        }
    }

    private static Map<String, Function<Reply<float[][]>, Tensor>> outputs(TextTask model, int columns) {
        Map<String, Function<Reply<float[][]>, Tensor>> outputs = new LinkedHashMap<>();
        switch (model) {
            case TextClassification labels -> outputs.put(Spec.LOGITS, reply -> firsts(Spec.LOGITS, reply));
            case TokenClassification labels -> outputs.put(Spec.LOGITS, reply -> all(Spec.LOGITS, columns, reply));
            case FillMask words -> outputs.put(Spec.LOGITS, reply -> all(Spec.LOGITS, columns, reply));
            case QuestionAnswering answers -> {
                outputs.put(Spec.STARTS, reply -> column(Spec.STARTS, columns, 0, reply));
                outputs.put(Spec.ENDS, reply -> column(Spec.ENDS, columns, 1, reply));
            }
            case FeatureExtraction vectors -> {
                boolean tokens = vectors.engine().scope() == Scope.TOKEN;
                outputs.put(Spec.VECTOR, reply -> tokens ? pooled(vectors, reply) : firsts(Spec.VECTOR, reply));
                if (tokens) {
                    outputs.put(Spec.VECTORS, reply -> all(Spec.VECTORS, columns, reply));
                }
            }
        }
        return outputs;
    }

    private static Tensor firsts(String name, Reply<float[][]> reply) {
        return TextQuestion.matrix(
                name, reply.all().stream().map(rows -> rows[0]).toList());
    }

    private static Tensor pooled(FeatureExtraction model, Reply<float[][]> reply) {
        return TextQuestion.matrix(
                Spec.VECTOR, reply.all().stream().map(model::pooled).toList());
    }

    private static Tensor all(String name, int columns, Reply<float[][]> reply) {
        List<float[][]> texts = reply.all();
        int width = texts.getFirst()[0].length;
        float[] values = new float[texts.size() * columns * width];
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < texts.get(i).length; j++) {
                System.arraycopy(texts.get(i)[j], 0, values, (i * columns + j) * width, width);
            }
        }
        return Tensor.of(name, Shape.of(texts.size(), columns, width), values);
    }

    private static Tensor column(String name, int columns, int which, Reply<float[][]> reply) {
        List<float[][]> texts = reply.all();
        float[] values = new float[texts.size() * columns];
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < texts.get(i).length; j++) {
                values[i * columns + j] = texts.get(i)[j][which];
            }
        }
        return Tensor.of(name, Shape.of(texts.size(), columns), values);
    }
}
