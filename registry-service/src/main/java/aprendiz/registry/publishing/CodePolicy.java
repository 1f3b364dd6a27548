package aprendiz.registry.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Refuses files that run code of their writer's where they are loaded. */
final class CodePolicy {

    private static final List<String> PICKLED =
            List.of(".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".dill", ".npy");
    private static final List<String> KERAS = List.of(".h5", ".hdf5", ".keras");

    static void check(BlobFiles files, Complaints complaints) throws IOException {
        for (String path : files.all().keySet()) {
            String lower = path.toLowerCase(Locale.ROOT);
            if (PICKLED.stream().anyMatch(lower::endsWith)) {
                complaints.add(
                        path, "may hold a pickle, which runs code when it is loaded; save weights as safetensors");
            } else if (KERAS.stream().anyMatch(lower::endsWith)) {
                complaints.add(path, "may hold code in its layers; save weights as safetensors");
            } else if (lower.equals("config.json")
                    || lower.endsWith("/config.json")
                    || lower.equals("tokenizer_config.json")) {
                JsonNode config = files.peek(path).orElse(null);
                if (config != null && config.hasNonNull("auto_map")) {
                    complaints.add(path, "auto_map: names code that would be run when the model is loaded; remove it");
                }
            }
        }
    }

    private CodePolicy() {}
}
