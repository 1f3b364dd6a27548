package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.checkpoint.ModelType;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Network;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How a student is built. */
public enum Layout {
    /** As its teacher. */
    SAME,
    /** As DistilBERT: without token types and pooler (Sanh et al. 2019, section 3). */
    DISTILBERT;

    /** What BERT and DistilBERT say alike, and that is not about the trunk's sizes. */
    private static final List<String> SHARED =
            List.of("pad_token_id", "initializer_range", "tie_word_embeddings", "problem_type");

    /**
     * A student's config.
     *
     * @param width of its vectors; the size of a head stays the teacher's
     * @throws Problem of kind INVALID if the width is no multiple of it
     */
    public ModelConfig of(ModelConfig teacher, int layers, int width) {
        int head = teacher.hiddenSize() / teacher.numAttentionHeads();
        if (width < 1 || width % head != 0) {
            throw Problem.invalid(
                    "Impossible settings",
                    List.of(new Complaint(
                            "student.width",
                            "must be a multiple of " + head + ", the size of the teacher's heads, and is " + width)));
        }
        boolean distilled = this == DISTILBERT || teacher.type() == ModelType.DISTILBERT;
        int inner = (int) Math.round((double) width * teacher.intermediateSize() / teacher.hiddenSize());
        ModelConfig config = new ModelConfig(
                distilled ? ModelType.DISTILBERT : teacher.type(),
                teacher.architectures(),
                teacher.labels(),
                width,
                layers,
                width / head,
                inner,
                teacher.vocabSize(),
                teacher.maxPositionEmbeddings(),
                distilled ? 0 : teacher.typeVocabSize(),
                teacher.layerNormEps(),
                teacher.hiddenAct(),
                teacher.hiddenDropout(),
                teacher.attentionDropout(),
                teacher.classifierDropout(),
                distilled ? shared(teacher) : teacher.rest());
        String name = new Network(Family.of(config), Head.of(teacher)).className();
        return config.withHead(name, teacher.labels());
    }

    private static ObjectNode shared(ModelConfig teacher) {
        ObjectNode rest = teacher.rest();
        return rest.retain(SHARED);
    }
}
