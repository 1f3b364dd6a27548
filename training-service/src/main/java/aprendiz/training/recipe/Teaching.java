package aprendiz.training.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How much of a student's loss is what.
 *
 * @param temperature T of the soft targets
 * @param soft the teacher's answers
 * @param hard the truth: labels, or the hidden words
 * @param vectors the vectors behind the answers; 0 where they are not compared
 */
public record Teaching(double temperature, double soft, double hard, double vectors) {

    static Teaching read(Fields student, Goal goal) {
        double temperature = student.number("temperature", 2, 0, false, 100);
        double alpha = student.number("alpha", 0.5, 0, true, 1);
        double soft = student.number("soft", 5, 0, true, 1000);
        double hard = student.number("hard", 2, 0, true, 1000);
        boolean words = goal == Goal.FILL_MASK;
        double vectors = student.number("vectors", words ? 1 : 0, 0, true, 1000);
        if (words && soft + hard == 0) {
            student.complain(student.at("soft"), "must be more than 0 if hard is not");
        }
        if (goal == Goal.QUESTION_ANSWERING && vectors > 0) {
            student.complain(student.at("vectors"), "must be 0 in question-answering, which compares no vectors");
        }
        for (String name : words ? new String[] {"alpha"} : new String[] {"soft", "hard"}) {
            if (student.has(name)) {
                student.complain(
                        student.at(name),
                        words
                                ? "counts elsewhere; in fill-mask give soft and hard"
                                : "counts in fill-mask; give alpha");
            }
        }
        return words
                ? new Teaching(temperature, soft, hard, vectors)
                : new Teaching(temperature, alpha, 1 - alpha, vectors);
    }

    void write(ObjectNode student, Goal goal) {
        student.put("temperature", temperature);
        if (goal == Goal.FILL_MASK) {
            student.put("soft", soft).put("hard", hard);
        } else {
            student.put("alpha", soft);
        }
        student.put("vectors", vectors);
    }
}
