package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Item;
import aprendiz.inference.asking.Query;
import aprendiz.inference.asking.Reply;
import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import aprendiz.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A question in the JSON of Hugging Face's pipelines, and how its answers are written.
 *
 * @param query what is asked
 * @param single true if one input was asked about by itself, which is answered by itself
 * @param writing what becomes the JSON of one answer
 * @param <A> the answer to one input
 */
public record Pipeline<A>(Query<A> query, boolean single, Function<A, ?> writing) {

    static final Set<String> ENVELOPE = Set.of("inputs", "parameters", "options", "model");
    private static final Set<String> OPTIONS = Set.of("use_cache", "wait_for_model", "use_gpu");

    /** What the request asks of a model of that task; see {@link #read(PipelineTask, Fields, int)}. */
    public static Pipeline<?> read(Task model, Fields request, int most) {
        return read(PipelineTask.meant(model, request), request, most);
    }

    /**
     * Reads {@code {"inputs": ..., "parameters": {...}, "options": {...}}}.
     *
     * @param most inputs that are taken at once
     * @throws Problem of kind INVALID that names the field
     * @throws aprendiz.inference.TooLarge when there are more inputs than that
     */
    static Pipeline<?> read(PipelineTask task, Fields request, int most) {
        if (!request.has("inputs")) {
            throw request.complaint("inputs", "is missing: send {\"inputs\": ..., \"parameters\": {...}}");
        }
        request.object("options").only(OPTIONS);
        Pipeline<?> pipeline = switch (task) {
            case TEXT_CLASSIFICATION -> Labels.read(request.only(ENVELOPE));
            case ZERO_SHOT_CLASSIFICATION -> Labels.readZeroShot(request.only(ENVELOPE));
            case TOKEN_CLASSIFICATION -> Entities.read(request.only(ENVELOPE));
            case QUESTION_ANSWERING -> Answers.read(request.only(ENVELOPE));
            case FILL_MASK -> Fillings.read(request.only(ENVELOPE));
            case FEATURE_EXTRACTION -> Vectors.read(request);
            case SENTENCE_SIMILARITY -> Vectors.readSimilarity(request.only(ENVELOPE));
        };
        Inputs.bound(pipeline.query(), most);
        return pipeline;
    }

    /**
     * The whole answer. In a list, what could not be answered is {@code {"error": "..."}} in its place.
     *
     * @throws Problem when nothing could be answered
     */
    Object write(Reply<A> reply) {
        if (single) {
            return writing.apply(reply.all().getFirst());
        }
        return each(reply);
    }

    /** One JSON value for each input. */
    public List<Object> each(Reply<A> reply) {
        List<Object> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Item<A> item : reply.items()) {
            switch (item) {
                case Item.Answered<A>(A answer) -> all.add(writing.apply(answer));
                case Item.Failed<A>(Problem problem) -> {
                    problems.add(problem);
                    all.add(Map.of("error", problem.getMessage()));
                }
            }
        }
        if (!problems.isEmpty() && problems.size() == all.size()) {
            throw problems.getFirst();
        }
        return all;
    }
}
