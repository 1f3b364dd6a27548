package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.tasks.TextTask;

/** Sees to it that a model is one that can be asked. */
final class Wanted {

    private Wanted() {}

    static <T extends TextTask> T of(Class<T> sort, Task task, TextTask model) {
        if (sort.isInstance(model)) {
            return sort.cast(model);
        }
        throw Problem.invalid("Another task", "this model is for " + model.task() + ", and was asked for " + task);
    }
}
