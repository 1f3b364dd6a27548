package aprendiz.transformers.export;

import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.network.TokenVectors;
import java.nio.FloatBuffer;

/** The network that is exported: its weights and what they are called in the file. */
record Original(LiveNetwork network) {

    Family family() {
        return network.network().family();
    }

    Head head() {
        return network.network().head();
    }

    /** The elements of a parameter, in row-major order, where they lie. */
    FloatBuffer values(Parameter parameter) {
        return network.weights().bytes(parameter.name()).asFloatBuffer();
    }

    /** As Hugging Face's class of this head names the tensor: a bare trunk has no prefix. */
    String name(Parameter parameter) {
        String prefix = family().prefix();
        return isBare() && parameter.name().startsWith(prefix)
                ? parameter.name().substring(prefix.length())
                : parameter.name();
    }

    /** The layer that a parameter belongs to, as a path: {@code /encoder/layer.0/attention/self/query}. */
    String path(Parameter parameter) {
        String layer = name(parameter).replaceFirst("\\.(weight|bias)$", "");
        return "/" + layer.replaceAll("\\.(?!\\d)", "/");
    }

    /** What that layer is a part of, as a path: {@code /encoder/layer.0/attention/self}. */
    String parent(Parameter parameter) {
        String path = path(parameter);
        return path.substring(0, path.lastIndexOf('/'));
    }

    private boolean isBare() {
        return switch (head()) {
            case Embedding embedding -> true;
            case TokenVectors vectors -> true;
            case SequenceClassification sequence -> false;
            case TokenClassification token -> false;
            case QuestionAnswering answering -> false;
            case MaskedLm mask -> false;
        };
    }
}
