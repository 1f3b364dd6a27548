package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.FeatureExtraction.TooLong;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokens;
import java.util.List;

/** What is embedded. */
public sealed interface Passage {

    /** A text. */
    record Words(String text) implements Passage {
        @Override
        public Tokens tokens(FeatureExtraction model, Embed.Options options) {
            return model.tokens(text, options.prompt(), options.tooLong());
        }
    }

    /** A text that was cut into tokens elsewhere, with the special ones or without. No prompt is put before it. */
    record Ids(List<Integer> ids) implements Passage {

        public Ids {
            ids = List.copyOf(ids);
        }

        @Override
        public Tokens tokens(FeatureExtraction model, Embed.Options options) {
            int size = model.tokenizer().vocabulary().size();
            for (int id : ids) {
                if (id < 0 || id >= size) {
                    throw Problem.invalid(
                            "Unknown token", "there is no token " + id + "; they go from 0 to " + (size - 1));
                }
            }
            Encoding frame = model.tokenizer().encode(Text.of(""), Cut.to(model.maxLength()));
            boolean framed = ids.stream().anyMatch(model.tokenizer().vocabulary()::isSpecial);
            long[] all = framed ? plain() : framed(frame.ids());
            int most = model.sentenceLength();
            if (all.length > most) {
                all = cut(all, most, options.tooLong());
            }
            return Tokens.of(all);
        }

        private long[] plain() {
            return ids.stream().mapToLong(Integer::longValue).toArray();
        }

        /** Between the special tokens that an empty text has: the last of them comes after it. */
        private long[] framed(long[] frame) {
            long[] all = new long[frame.length + ids.size()];
            int before = frame.length - 1;
            System.arraycopy(frame, 0, all, 0, before);
            System.arraycopy(plain(), 0, all, before, ids.size());
            all[all.length - 1] = frame[before];
            return all;
        }

        /** Keeps the first token and the last, which are special, and loses those at one end of the rest. */
        private static long[] cut(long[] all, int most, TooLong tooLong) {
            int inner = most - 2;
            int from = switch (tooLong) {
                case CUT_END -> 1;
                case CUT_START -> all.length - 1 - inner;
                case REFUSE ->
                    throw Problem.invalid(
                            "Too long", "the text has " + all.length + " tokens; the model takes at most " + most);
            };
            long[] kept = new long[most];
            kept[0] = all[0];
            System.arraycopy(all, from, kept, 1, inner);
            kept[most - 1] = all[all.length - 1];
            return kept;
        }
    }

    static Passage of(String text) {
        return new Words(text);
    }

    /** As the model takes it. */
    Tokens tokens(FeatureExtraction model, Embed.Options options);
}
