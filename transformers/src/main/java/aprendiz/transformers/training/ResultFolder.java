package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.torch.Weights;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes what a training has made, in Hugging Face layout, whole or not at all. */
record ResultFolder(Checkpoint base, Network network, int maxLength) {

    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    /** Files of the base's tokenizer that are taken over as they are. */
    private static final List<String> TAKEN_OVER = List.of("vocab.txt", "special_tokens_map.json", "added_tokens.json");

    /** Writes files into a folder. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes or replaces the folder. The scaffolding is left out.
     *
     * @param weights of the whole network; where it has adapters, these are written with their head, as PEFT does
     * @param others what the network does not compute with but Hugging Face's class has
     */
    void write(Path folder, Weights weights, LiveNetwork.Source others) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.data());
        network.scaffolding().forEach(parameter -> tensors.remove(parameter.name()));
        if (network.computing().adapters().isPresent()) {
            AdapterFile file =
                    new AdapterFile(network, network.computing().adapters().orElseThrow());
            replace(folder, part -> {
                writeTexts(part);
                file.write(part, base.folder(), tensors);
            });
        } else {
            network.companions().forEach(parameter -> tensors.put(parameter.name(), data(parameter, others)));
            replace(folder, part -> {
                writeTexts(part);
                SafetensorsWriter.write(part.resolve(Checkpoint.WEIGHTS), Map.of(), tensors);
            });
        }
    }

    private static TensorData data(Parameter parameter, LiveNetwork.Source source) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(parameter.elements() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        source.fill(parameter, bytes.asFloatBuffer());
        return TensorData.bytes(DType.F32, bytes, parameter.shape());
    }

    private void writeTexts(Path part) throws IOException {
        AtomicFile.write(part.resolve(Checkpoint.CONFIG), Json.pretty(config()));
        AtomicFile.write(part.resolve("tokenizer.json"), Tokenizer.json(base.folder()));
        AtomicFile.write(part.resolve(TOKENIZER_CONFIG), Json.pretty(tokenizerConfig()));
        for (String file : TAKEN_OVER) {
            if (Files.exists(base.file(file))) {
                Files.copy(base.file(file), part.resolve(file));
            }
        }
        if (network.head() instanceof Embedding embedding) {
            new SentenceFiles(embedding, network.width(), maxLength).write(part);
        }
    }

    private ObjectNode config() throws IOException {
        ModelConfig config = base.config();
        ObjectNode json =
                config.withHead(network.className(), labels(network.head())).toJson();
        json.remove(List.of("_name_or_path", "dtype", "problem_type"));
        if (network.head() instanceof SequenceClassification classification) {
            json.put("problem_type", classification.kind().toString());
        }
        return json.put("torch_dtype", "float32");
    }

    private static List<String> labels(Head head) {
        return switch (head) {
            case SequenceClassification one -> one.labels();
            case TokenClassification one -> one.labels();
            case QuestionAnswering one -> List.of();
            case MaskedLm one -> List.of();
            case Embedding one -> List.of();
            case TokenVectors one -> List.of();
        };
    }

    /** A text is cut in use where it was cut in training. */
    private ObjectNode tokenizerConfig() throws IOException {
        Path file = base.file(TOKENIZER_CONFIG);
        ObjectNode json = Files.exists(file)
                ? Json.read(file, ObjectNode.class)
                : Json.MAPPER.createObjectNode().put("tokenizer_class", "BertTokenizer");
        return json.put("model_max_length", maxLength);
    }

    /** The same without adapters, for weights that they were merged into. */
    ResultFolder merged() {
        return new ResultFolder(base, network.bare(), maxLength);
    }

    private static void replace(Path folder, Content content) throws IOException {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path part = Files.createDirectory(parent.resolve("." + UUID.randomUUID() + ".part"));
        try {
            content.writeTo(part);
            delete(folder);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(part);
        }
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
