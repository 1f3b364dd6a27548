package aprendiz.registry.exchange;

import aprendiz.model.Problem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/**
 * Which files of a hub come along. Weights that exist as safetensors too, in formats of other libraries or in ones that run
 * code when they are loaded, stay there unless they are asked for.
 *
 * @param include patterns like {@code *.json} and {@code onnx/**}; none for all files
 * @param exclude likewise; goes before
 */
record Choice(List<String> include, List<String> exclude) {

    private static final List<String> SELDOM_WANTED = List.of(
            ".bin",
            ".pt",
            ".pth",
            ".pkl",
            ".pickle",
            ".ckpt",
            ".joblib",
            ".dill",
            ".npy",
            ".h5",
            ".hdf5",
            ".keras",
            ".msgpack",
            ".ot",
            ".tflite",
            ".mlmodel",
            ".gguf");

    Choice {
        include = include == null ? List.of() : List.copyOf(include);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
    }

    /** @throws Problem of kind INVALID if nothing is left, saying what was left out */
    List<RemoteFile> of(List<RemoteFile> all, HubReference source, boolean model) {
        List<PathMatcher> in = matchers(include);
        List<PathMatcher> out = matchers(exclude);
        List<RemoteFile> chosen = new ArrayList<>();
        List<String> seldom = new ArrayList<>();
        for (RemoteFile file : all) {
            Path path = Path.of(file.path());
            boolean asked = in.stream().anyMatch(one -> one.matches(path));
            if (out.stream().anyMatch(one -> one.matches(path)) || (!in.isEmpty() && !asked)) {
                continue;
            }
            String lower = file.path().toLowerCase(Locale.ROOT);
            if (model && !asked && SELDOM_WANTED.stream().anyMatch(lower::endsWith)) {
                seldom.add(file.path());
            } else {
                chosen.add(file);
            }
        }
        boolean weights = chosen.stream().anyMatch(Choice::isWeights);
        if (chosen.isEmpty() || (model && in.isEmpty() && !weights && !seldom.isEmpty())) {
            throw Problem.invalid(
                    "Nothing to import",
                    source + " has no weights as safetensors or ONNX"
                            + (seldom.isEmpty() ? " among the chosen files" : "; it has " + seldom)
                            + ": name what shall come along with include, and let"
                            + " aprendiz.registry.checks.code=true admit files that run code when they are loaded");
        }
        return chosen;
    }

    private static boolean isWeights(RemoteFile file) {
        return file.path().endsWith(".safetensors") || file.path().endsWith(".onnx");
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
        try {
            return patterns.stream()
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();
        } catch (PatternSyntaxException e) {
            throw Problem.invalid("Bad pattern", Problem.quoted(e.getPattern()) + " is no pattern like *.json");
        }
    }
}
