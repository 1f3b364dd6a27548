package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.torch.Weights;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes the checkpoint of a fine-tuned classifier, whole or not at all. */
record ResultFolder(Checkpoint base, Network network, List<String> labels, int maxLength) {

    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    /** Files of the base's tokenizer that are taken over as they are. */
    private static final List<String> TAKEN_OVER = List.of("vocab.txt", "special_tokens_map.json", "added_tokens.json");

    ResultFolder {
        labels = List.copyOf(labels);
    }

    /** Writes or replaces the folder. */
    void write(Path folder, Weights weights) throws IOException {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path part = Files.createDirectory(parent.resolve("." + UUID.randomUUID() + ".part"));
        try {
            AtomicFile.write(part.resolve(Checkpoint.CONFIG), Json.pretty(config()));
            AtomicFile.write(part.resolve("tokenizer.json"), Tokenizer.json(base.folder()));
            AtomicFile.write(part.resolve(TOKENIZER_CONFIG), Json.pretty(tokenizerConfig()));
            for (String file : TAKEN_OVER) {
                if (Files.exists(base.file(file))) {
                    Files.copy(base.file(file), part.resolve(file));
                }
            }
            SafetensorsWriter.write(part.resolve(Checkpoint.WEIGHTS), Map.of(), weights.data());
            delete(folder);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(part);
        }
    }

    private ObjectNode config() throws IOException {
        ObjectNode json = base.config().withHead(network.className(), labels).toJson();
        json.remove(List.of("_name_or_path", "dtype"));
        return json.put("problem_type", "single_label_classification").put("torch_dtype", "float32");
    }

    /** A text is cut in use where it was cut in training. */
    private ObjectNode tokenizerConfig() throws IOException {
        Path file = base.file(TOKENIZER_CONFIG);
        ObjectNode json = Files.exists(file)
                ? Json.read(file, ObjectNode.class)
                : Json.MAPPER.createObjectNode().put("tokenizer_class", "BertTokenizer");
        return json.put("model_max_length", maxLength);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.forEach(paths::add);
        }
        Collections.reverse(paths);
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
