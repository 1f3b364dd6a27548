package aprendiz.inference.serving;

import aprendiz.transformers.tasks.TextClassification;
import java.nio.file.Path;
import java.util.List;

/** Computes with a fine-tuned BERT. */
record ClassifierBackend(TextClassification classifier) implements Backend {

    private static final int CHARACTERS_PER_TOKEN = 250;

    static ClassifierBackend load(Path checkpoint) {
        return new ClassifierBackend(TextClassification.load(checkpoint));
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
        return classifier.logits(texts.stream().map(this::cut).toList());
    }

    /** Spares the tokenizer what is cut anyway: a token has a few characters, never 250 on average. */
    private String cut(String text) {
        int most = CHARACTERS_PER_TOKEN * maxLength();
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
