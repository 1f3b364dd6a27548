package aprendiz.journey.bench;

import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Cutting texts into tokens, on all cores. */
record TokenizingWork() implements Work {

    private static final int COPIES = 20;
    private static final int LENGTH = 128;
    private static final double PROMISED = 0.4;
    private static final int CORES = 2;

    @Override
    public String name() {
        return "tokenising, WordPiece of 30522";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Reviews reviews = Reviews.in(terms.scratch());
        List<String> texts = reviews.times(COPIES);
        ObjectNode settings = reviews.peerSettings(COPIES).put("length", LENGTH);
        try (Tokenizer tokenizer = Tokenizer.load(reviews.model(), LENGTH);
                Peer peer = Peer.start(terms, "tokenize", settings)) {
            long tokens =
                    tokenizer.encode(texts).stream().mapToLong(Tokens::length).sum();
            Race race = Race.run(terms, () -> tokenizer.encode(texts), peer);
            int cores = Runtime.getRuntime().availableProcessors();
            Figure ours = speed(tokens / race.ours());
            Row promise = new Row(
                    name(),
                    ours,
                    "the promise for " + CORES + " cores",
                    new Figure(PROMISED, ours.unit()),
                    ours.value() / PROMISED,
                    Target.atLeast(1),
                    cores + " cores, texts of " + tokens / texts.size() + " tokens");
            Row peers = race.hasPeer()
                    ? new Row(name(), ours, race.peer(), speed(tokens / race.theirs()), 1 / race.ratio(), null, "")
                    : new Row(name(), ours, "Python", null, null, null, race.peer());
            return List.of(promise, peers);
        }
    }

    private static Figure speed(double tokensPerSecond) {
        return new Figure(tokensPerSecond / 1e6, "M tokens/s");
    }
}
