package aprendiz.transformers.text;

/** Where a normalised text is cut into words, before words are cut into pieces. */
enum WordSplitter {
    /** At white space, and around each punctuation mark: {@code BertPreTokenizer}. */
    BERT {
        @Override
        boolean breaksBefore(int previous, int point) {
            return Characters.PUNCTUATION.get(previous) || Characters.PUNCTUATION.get(point);
        }
    },
    /** Into runs of letters and digits and runs of other marks, {@code \w+|[^\w\s]+}: {@code Whitespace}. */
    WORDS_AND_MARKS {
        @Override
        boolean breaksBefore(int previous, int point) {
            return Characters.WORD.get(previous) != Characters.WORD.get(point);
        }
    },
    /** At white space only: {@code WhitespaceSplit}. */
    WHITE_SPACE {
        @Override
        boolean breaksBefore(int previous, int point) {
            return false;
        }
    };

    /** True if a word ends between two characters of which neither is white space. */
    abstract boolean breaksBefore(int previous, int point);

    /** Is told of each word. */
    interface Sink {
        void word(int from, int to);
    }

    /** Finds the words of a part of a text. */
    void split(NormalizedText text, int from, int to, Sink sink) {
        int start = from;
        for (int at = from; at < to; at++) {
            int point = text.point(at);
            boolean blank = Characters.BLANK.get(point);
            if (at > start && (blank || breaksBefore(text.point(at - 1), point))) {
                sink.word(start, at);
                start = at;
            }
            if (blank) {
                start = at + 1;
            }
        }
        if (start < to) {
            sink.word(start, to);
        }
    }
}
