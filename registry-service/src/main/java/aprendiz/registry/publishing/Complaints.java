package aprendiz.registry.publishing;

import aprendiz.model.Problem.Complaint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What speaks against a publication, gathered so that it can be said at once. */
final class Complaints {

    private final List<Complaint> all = new ArrayList<>();

    void add(String path, String message) {
        all.add(new Complaint(path, message));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Sorted by path. */
    List<Complaint> all() {
        return all.stream().sorted(Comparator.comparing(Complaint::path)).toList();
    }
}
