package aprendiz.transformers.training.objective;

import aprendiz.transformers.text.Tokens;
import java.util.List;
import java.util.Objects;

/** One thing to learn from, cut into tokens, with the answer that is wanted. */
public sealed interface Example {

    /** A token, or another item, that is not to be learned. */
    int IGNORED = -100;

    /** The texts, one or two; each is computed by itself. */
    List<Tokens> texts();

    /** How many tokens the longest text has. */
    default int length() {
        return texts().stream().mapToInt(Tokens::length).max().orElseThrow();
    }

    /** @param label its index in the list of labels */
    record Labelled(Tokens text, int label) implements Example {
        public Labelled {
            Objects.requireNonNull(text, "text");
            requireNotNegative("label", label);
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /**
     * A text with a teacher's answer.
     *
     * @param label its index in the list of labels; {@link #IGNORED} if nobody knows the true one
     * @param answer the teacher's logits of all labels and, where vectors are compared, its vector
     */
    record Taught(Tokens text, int label, List<Float> answer) implements Example {
        public Taught {
            Objects.requireNonNull(text, "text");
            answer = List.copyOf(answer);
            if (label != IGNORED) {
                requireNotNegative("label", label);
            }
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /** @param labels for each label whether it holds */
    record ManyLabelled(Tokens text, List<Boolean> labels) implements Example {
        public ManyLabelled {
            Objects.requireNonNull(text, "text");
            labels = List.copyOf(labels);
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /** @param numbers as many as the head says */
    record Measured(Tokens text, List<Float> numbers) implements Example {
        public Measured {
            Objects.requireNonNull(text, "text");
            numbers = List.copyOf(numbers);
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /** @param labels of each token its index in the list of labels, or {@link #IGNORED} */
    record Tagged(Tokens text, List<Integer> labels) implements Example {
        public Tagged {
            labels = List.copyOf(labels);
            if (labels.size() != text.length()) {
                throw new IllegalArgumentException(labels.size() + " labels for " + text.length() + " tokens");
            }
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /**
     * A sentence that a teacher was asked about.
     *
     * @param words the tokens that begin a word
     * @param answer where the teacher's answers for these are, among all of them
     */
    record TaughtTagged(Tagged sentence, List<Integer> words, int answer) implements Example {
        public TaughtTagged {
            words = List.copyOf(words);
            requireNotNegative("answer", answer);
        }

        @Override
        public List<Tokens> texts() {
            return sentence.texts();
        }
    }

    /**
     * A question and a part of a document.
     *
     * @param start the answer's first token; one past the text, or further, is not learned
     * @param end the answer's last token
     */
    record Answered(Tokens text, int start, int end) implements Example {
        public Answered {
            Objects.requireNonNull(text, "text");
            requireNotNegative("start", start);
            requireNotNegative("end", end);
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /**
     * A question and a part of a document that a teacher was asked about.
     *
     * @param answer where the teacher's answers for all its tokens are, among all of them
     */
    record TaughtAnswered(Answered window, int answer) implements Example {
        public TaughtAnswered {
            requireNotNegative("answer", answer);
        }

        @Override
        public List<Tokens> texts() {
            return window.texts();
        }
    }

    /** A text in which words will be hidden. */
    record Plain(Tokens text) implements Example {
        public Plain {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public List<Tokens> texts() {
            return List.of(text);
        }
    }

    /** Two texts that belong together. */
    record Paired(Tokens anchor, Tokens positive) implements Example {
        public Paired {
            Objects.requireNonNull(anchor, "anchor");
            Objects.requireNonNull(positive, "positive");
        }

        @Override
        public List<Tokens> texts() {
            return List.of(anchor, positive);
        }
    }

    /** @param similarity the cosine that is wanted, from -1 to 1 */
    record Compared(Tokens one, Tokens other, float similarity) implements Example {
        public Compared {
            Objects.requireNonNull(one, "one");
            Objects.requireNonNull(other, "other");
            if (!(similarity >= -1 && similarity <= 1)) {
                throw new IllegalArgumentException("similarity " + similarity);
            }
        }

        @Override
        public List<Tokens> texts() {
            return List.of(one, other);
        }
    }

    private static void requireNotNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value);
        }
    }
}
