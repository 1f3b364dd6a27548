package aprendiz.inference.batching;

import aprendiz.transformers.text.Tokens;
import java.util.List;

/**
 * One text of a ticket.
 *
 * @param length its tokens
 * @param due when its turn has come, by {@link System#nanoTime}; the earliest goes first
 * @param nanos what it costs to compute alone, as far as is known
 */
record Part(Ticket ticket, int index, int length, long due, double nanos) {

    Tokens text() {
        return ticket.text(index);
    }

    /** The tokens asked for; null for all. */
    List<Integer> places() {
        return ticket.places(index);
    }

    boolean over() {
        return ticket.over();
    }
}
