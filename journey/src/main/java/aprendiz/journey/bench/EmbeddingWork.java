package aprendiz.journey.bench;

import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.torch.Torch;
import java.util.List;

/** Turning texts into vectors, tokenising included. */
record EmbeddingWork() implements Work {

    @Override
    public String name() {
        return "embedding, all-MiniLM-L6-v2, fp32";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Reviews reviews = Reviews.in(terms.scratch());
        try (FeatureExtraction encoder = FeatureExtraction.load(reviews.model());
                Peer peer = Peer.start(terms, "embed", reviews.peerSettings(1).put("threads", Torch.threads()))) {
            Race race = Race.run(terms, () -> encoder.embed(reviews.texts()), peer);
            int count = reviews.texts().size();
            Figure ours = speed(count / race.ours());
            return List.of(
                    race.hasPeer()
                            ? new Row(
                                    name(), ours, race.peer(), speed(count / race.theirs()), 1 / race.ratio(), null, "")
                            : new Row(name(), ours, "Python", null, null, null, race.peer()));
        }
    }

    private static Figure speed(double textsPerSecond) {
        return new Figure(textsPerSecond, "texts/s");
    }
}
