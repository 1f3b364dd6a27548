package aprendiz.journey.bench;

import java.util.List;

/** Something that can be measured. */
public interface Work {

    /** By which it can be chosen. */
    String name();

    /** Measures it, at best beside a peer; what cannot be measured here is a row that says why. */
    List<Row> measure(Terms terms) throws Exception;
}
