package aprendiz.inference.batching;

import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.util.List;

/** A batcher's engine as one call sees it. */
record Queued(Batcher batcher, Call call) implements Engine {

    @Override
    public Scope scope() {
        return batcher.scope();
    }

    @Override
    public float[][] answers(List<Tokens> texts) {
        require(Scope.TEXT);
        float[][][] answers = ask(texts, null);
        float[][] rows = new float[answers.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = answers[i][0];
        }
        return rows;
    }

    @Override
    public float[][][] tokenAnswers(List<Tokens> texts) {
        require(Scope.TOKEN);
        return ask(texts, null);
    }

    @Override
    public float[][][] answersAt(List<Tokens> texts, List<List<Integer>> places) {
        require(Scope.TOKEN);
        return ask(texts, places);
    }

    private void require(Scope scope) {
        if (scope() != scope) {
            throw new IllegalStateException("the network answers once per " + scope());
        }
    }

    private float[][][] ask(List<Tokens> texts, List<List<Integer>> places) {
        if (texts.isEmpty()) {
            return new float[0][][];
        }
        Ticket ticket = new Ticket(call, texts, places);
        call.enter(ticket.tokens());
        return batcher.answer(ticket);
    }

    /** The engine stays: others ask it too. */
    @Override
    public void close() {}
}
