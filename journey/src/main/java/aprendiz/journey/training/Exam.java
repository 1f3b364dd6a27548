package aprendiz.journey.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set to learn, and how well it is to be learned. The recipe is {@code journey/src/bench/recipes/NAME.yaml}, which
 * takes its data from the registry.
 *
 * @param data what is to be learned, for people
 * @param metric that counts
 * @param also other metrics to tell
 * @param least what the metric is to reach; zero where no figure is asked
 * @param rivals the baselines that are to be beaten
 * @param kept what part of its teacher's figure a student is to keep; zero where there is no teacher
 * @param faster how many times its teacher's throughput a student is to have; zero where there is no teacher
 * @param dataset in namespace {@code bench}
 * @param preparation makes the files that the recipe names out of those that were published
 */
record Exam(
        String name,
        String data,
        String metric,
        List<String> also,
        double least,
        List<String> rivals,
        double kept,
        double faster,
        String dataset,
        Preparation preparation) {

    /** Turns a folder of published data into files that recipes can read. */
    @FunctionalInterface
    interface Preparation {

        /**
         * Writes the files.
         *
         * @param published the folder of all data sets
         * @param folder where they go
         * @return their paths
         */
        List<Path> write(Path published, Path folder) throws IOException;
    }

    Exam {
        also = List.copyOf(also);
        rivals = List.copyOf(rivals);
    }

    /** Of transfer learning. */
    static Exam of(
            String name,
            String data,
            String metric,
            List<String> also,
            double least,
            List<String> rivals,
            Preparation preparation) {
        return new Exam(name, data, metric, also, least, rivals, 0, 0, name, preparation);
    }

    Path recipe(Path root) {
        return root.resolve("journey/src/bench/recipes").resolve(name + ".yaml");
    }
}
