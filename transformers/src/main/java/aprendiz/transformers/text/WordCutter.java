package aprendiz.transformers.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a text to its tokens, before special ones are put around them. Immutable. */
final class WordCutter {

    private final Normalizer normalizer;
    private final WordSplitter splitter;
    private final WordPiece model;
    private final AddedTokens asWritten;
    private final AddedTokens normalized;

    WordCutter(Normalizer normalizer, WordSplitter splitter, WordPiece model, List<AddedToken> added) {
        this.normalizer = normalizer;
        this.splitter = splitter;
        this.model = model;
        Map<AddedToken, List<Integer>> written = new LinkedHashMap<>();
        Map<AddedToken, List<Integer>> after = new LinkedHashMap<>();
        for (AddedToken token : added) {
            String content = token.content();
            if (token.normalized()) {
                NormalizedText text = normalizer.normalize(content, 0, content.length());
                after.put(token, text.text(0, text.size()).codePoints().boxed().toList());
            } else {
                written.put(token, content.chars().boxed().toList());
            }
        }
        asWritten = new AddedTokens(written);
        normalized = new AddedTokens(after);
    }

    Pieces cut(String text) {
        Pieces pieces = new Pieces();
        new Run(pieces, -1).cut(text);
        return pieces;
    }

    /** A text that was cut into words before: all pieces of one have its number. */
    Pieces cut(List<String> words) {
        Pieces pieces = new Pieces();
        for (int word = 0; word < words.size(); word++) {
            new Run(pieces, word).cut(words.get(word));
        }
        return pieces;
    }

    /** The way through one text. */
    private final class Run implements AddedTokens.Sink {

        private final Pieces pieces;
        private final int given;
        private int word;
        private String text = "";

        Run(Pieces pieces, int given) {
            this.pieces = pieces;
            this.given = given;
        }

        void cut(String whole) {
            text = whole;
            asWritten.split(whole.length(), whole::charAt, this);
        }

        @Override
        public void token(AddedToken token, int from, int to) {
            pieces.add(token.id(), from, to, nextWord());
        }

        @Override
        public void text(int from, int to) {
            NormalizedText part = normalizer.normalize(text, from, to);
            normalized.split(part.size(), part::point, new AddedTokens.Sink() {
                @Override
                public void token(AddedToken token, int first, int last) {
                    pieces.add(token.id(), part.start(first), part.end(last - 1), nextWord());
                }

                @Override
                public void text(int first, int last) {
                    splitter.split(part, first, last, (a, b) -> model.cut(part, a, b, nextWord(), pieces));
                }
            });
        }

        private int nextWord() {
            return given >= 0 ? given : word++;
        }
    }
}
