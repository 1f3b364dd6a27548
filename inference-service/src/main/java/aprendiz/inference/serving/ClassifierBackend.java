package aprendiz.inference.serving;

import aprendiz.transformers.TextClassifier;
import java.nio.file.Path;
import java.util.List;

/** Computes with a fine-tuned BERT. */
record ClassifierBackend(TextClassifier classifier) implements Backend {

    static ClassifierBackend load(Path checkpoint) {
        return new ClassifierBackend(TextClassifier.load(checkpoint));
    }

    @Override
    public List<String> labels() {
        return classifier.labels();
    }

    @Override
    public int maxLength() {
        return classifier.maxLength();
    }

    @Override
    public float[][] logits(List<String> texts) {
        return classifier.logits(texts);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
