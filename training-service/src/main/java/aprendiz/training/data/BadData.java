package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import java.util.List;

/** Data that cannot be learned from as it stands; every complaint names the file and line, or the recipe's field. */
public final class BadData extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Complaint> complaints;

    BadData(List<Complaint> complaints) {
        super(complaints.getFirst().toString());
        this.complaints = List.copyOf(complaints);
    }

    BadData(Complaint complaint) {
        this(List.of(complaint));
    }

    public List<Complaint> complaints() {
        return complaints;
    }
}
