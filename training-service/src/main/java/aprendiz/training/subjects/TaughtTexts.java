package aprendiz.training.subjects;

import aprendiz.training.data.Parts;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Weighing;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example.Taught;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.TaughtLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Texts with one label each, and what a teacher says of them. */
public final class TaughtTexts implements Subject {

    private final ClassifiedTexts texts;
    private final TaughtLabel objective;
    private final TeacherAnswers teacher;

    /**
     * Texts as they were parted.
     *
     * @param parts under the teacher's labels
     * @param objective how teacher and true label count
     */
    public TaughtTexts(Parts parts, TaughtLabel objective, TeacherAnswers teacher, Trainer trainer, long seed) {
        this.texts = new ClassifiedTexts(parts, Weighing.ALIKE, trainer, seed);
        this.objective = objective;
        this.teacher = teacher;
    }

    /** The same texts without what the teacher says. */
    public Subject untaught() {
        return texts;
    }

    /** Asks the teacher, unless it was asked before. */
    public void ask() throws IOException {
        logits(texts.parts().train());
        logits(texts.parts().validation());
    }

    private float[][] logits(List<LabelledText> part) throws IOException {
        return teacher.of(
                part.stream().map(LabelledText::text).toList(), texts.labels().size());
    }

    @Override
    public List<String> labels() {
        return texts.labels();
    }

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return texts.sizes();
    }

    @Override
    public List<String> warnings() {
        return texts.warnings();
    }

    @Override
    public Head head() {
        return objective.head();
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                objective,
                examples -> taught(examples, texts.parts().train()),
                examples -> taught(examples, texts.parts().validation()),
                listener);
    }

    private List<Taught> taught(Examples examples, List<LabelledText> part) {
        float[][] logits;
        try {
            logits = logits(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Taught> all = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            List<Float> row = new ArrayList<>();
            for (float logit : logits[i]) {
                row.add(logit);
            }
            all.add(examples.taught(Text.of(part.get(i).text()), part.get(i).label(), row));
        }
        return all;
    }

    @Override
    public Subject choosing() {
        return new TaughtTexts(texts.parts().choosing(), objective, teacher, texts.trainer(), texts.seed());
    }

    @Override
    public Scored measured(Path checkpoint) {
        return texts.measured(checkpoint);
    }

    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        return texts.baselines(base);
    }

    @Override
    public String does() {
        return texts.does();
    }
}
