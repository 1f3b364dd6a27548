package aprendiz.transformers.training;

import aprendiz.transformers.TinyBert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A training in a process of its own, which tells of every step on its standard output. */
final class TrainingProcess {

    /** @param args the folder of the state, the folder of the result */
    public static void main(String[] args) {
        TrainingSettings settings = new TrainingSettings(6, 8, 32, 2e-3, 2e-3, 0.01, 0.1, 1, -1, 2, 42);
        List<LabelledText> data = ClassifierTrainingTest.examples();
        new ClassifierTraining(TinyBert.FOLDER, List.of("bad", "good"), Start.PRETRAINED, settings, Duration.ZERO)
                .run(data, data.subList(0, 8), Path.of(args[0]), Path.of(args[1]), new TrainingListener() {
                    @Override
                    public void started(int steps, int resumedAt, TensorReport tensors) {
                        System.out.println("started " + resumedAt);
                    }

                    @Override
                    public void stepped(int step, int steps, double loss, double learningRate) {
                        System.out.println("stepped " + step);
                    }
                });
    }

    private TrainingProcess() {}
}
