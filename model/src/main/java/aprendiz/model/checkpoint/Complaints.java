package aprendiz.model.checkpoint;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in a file, gathered field by field, so that it can be said at once. */
final class Complaints {

    private final String file;
    private final List<Problem.Complaint> complaints = new ArrayList<>();

    Complaints(String file) {
        this.file = file;
    }

    void add(String field, String what) {
        complaints.add(new Problem.Complaint(file + ": " + field, what));
    }

    void unless(boolean right, String field, Object value, String expected) {
        if (!right) {
            String said = String.valueOf(value);
            add(field, (said.length() <= 80 ? said : said.substring(0, 80) + "...") + " is not " + expected);
        }
    }

    /** Throws what was gathered, if anything. */
    void end(String title) {
        if (!complaints.isEmpty()) {
            throw Problem.invalid(title, complaints);
        }
    }
}
