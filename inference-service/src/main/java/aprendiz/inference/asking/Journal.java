package aprendiz.inference.asking;

import aprendiz.inference.serving.Pin;
import java.util.List;
import java.util.Optional;

/** Takes down what was answered, or some of it, without holding anybody up. */
public interface Journal {

    /**
     * Notes the answers of a request.
     *
     * @param revision that was asked for
     * @return what names them in feedback; nothing if they were not noted
     */
    <A> Optional<String> note(String revision, Pin version, Query<A> query, List<Item<A>> items);
}
