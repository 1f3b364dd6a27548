package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.network.TokenVectors;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adapters with their head as PEFT keeps them: {@code adapter_config.json} and {@code adapter_model.safetensors}. */
record AdapterFile(Network network, Lora lora) {

    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    /** What PEFT puts before the names of its base's tensors. */
    private static final String WRAPPED = "base_model.model.";

    /** Writes both files. */
    void write(Path folder, Path base, Map<String, TensorData> tensors) throws IOException {
        AtomicFile.write(folder.resolve(CONFIG), Json.pretty(config(base)));
        Map<String, TensorData> kept = new LinkedHashMap<>();
        parameters().forEach(parameter -> kept.put(stored(parameter), tensors.get(parameter.name())));
        tied().forEach((copy, original) -> kept.put(WRAPPED + copy, tensors.get(original)));
        SafetensorsWriter.write(folder.resolve(WEIGHTS), Map.of(), kept);
    }

    /** Reads the settings of an adapter. */
    static Lora read(Path folder) throws IOException {
        ObjectNode json = Json.read(folder.resolve(CONFIG), ObjectNode.class);
        if (!json.path("peft_type").asText().equals("LORA")
                || !json.path("bias").asText("none").equals("none")) {
            throw Problem.invalid("Unsupported adapter", folder.resolve(CONFIG) + " is no LORA without biases");
        }
        List<String> targets = new ArrayList<>();
        json.path("target_modules").forEach(target -> targets.add(target.asText()));
        return new Lora(
                json.path("r").asInt(),
                json.path("lora_alpha").asDouble(),
                json.path("lora_dropout").asDouble(),
                targets,
                json.path("use_rslora").asBoolean());
    }

    /** True if the parameter is an adapter's, or of a head that the file holds: the base need not have it. */
    boolean has(SafetensorsFile file, Parameter parameter) {
        return network.adapters().contains(parameter)
                || (parameters().contains(parameter) && file.has(stored(parameter)));
    }

    /**
     * Puts a parameter's elements into a buffer that just holds them.
     *
     * @throws Problem of kind INVALID that names the tensor if it is missing or of another shape
     */
    void fill(SafetensorsFile file, Parameter parameter, FloatBuffer values) throws IOException {
        String name = stored(parameter);
        if (!file.has(name) || !file.info(name).dims().equals(parameter.dims())) {
            throw Problem.invalid("Bad adapter", file.path() + " has no tensor '" + name + "' of " + parameter.dims());
        }
        values.put(file.floats(name));
    }

    private List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(network.head().parameters(network.family()));
        all.addAll(network.adapters());
        return all;
    }

    private String stored(Parameter parameter) {
        String name = parameter.name();
        String prefix = network.family().prefix();
        return WRAPPED + (isBare() && name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    private boolean isBare() {
        return network.className().endsWith("Model");
    }

    /** Tensors that PEFT keeps twice, since they belong to the head's modules too: name of the copy to the original. */
    private Map<String, String> tied() {
        Map<String, String> tied = new LinkedHashMap<>();
        if (network.head() instanceof MaskedLm) {
            List<Parameter> own = network.head().parameters(network.family());
            String words = network.family().trunk().getFirst().name();
            for (Parameter parameter : own) {
                switch (parameter.name()) {
                    case "cls.predictions.bias" -> {
                        tied.put("cls.predictions.decoder.bias", parameter.name());
                        tied.put("cls.predictions.decoder.weight", words);
                    }
                    case "vocab_projector.bias" -> tied.put("vocab_projector.weight", words);
                    default -> {}
                }
            }
            own.forEach(parameter -> tied.remove(parameter.name()));
        }
        return tied;
    }

    private ObjectNode config(Path base) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("peft_type", "LORA").put("task_type", task(network.head()));
        json.put("base_model_name_or_path", String.valueOf(base.getFileName()));
        json.put("r", lora.rank());
        if (lora.alpha() == Math.rint(lora.alpha())) {
            json.put("lora_alpha", (long) lora.alpha());
        } else {
            json.put("lora_alpha", lora.alpha());
        }
        json.put("lora_dropout", lora.dropout()).put("use_rslora", lora.rankStabilized());
        ArrayNode targets = json.putArray("target_modules");
        lora.targetsIn(network.family()).forEach(targets::add);
        ArrayNode modules = json.putArray("modules_to_save");
        modules().forEach(modules::add);
        return json.put("bias", "none").put("fan_in_fan_out", false).put("inference_mode", true);
    }

    /** The head's modules: PEFT matches the ends of names. */
    private Set<String> modules() {
        Set<String> modules = new LinkedHashSet<>();
        for (Parameter parameter : network.head().parameters(network.family())) {
            String name = parameter.name();
            modules.add(name.startsWith("cls.") ? "cls.predictions" : name.substring(0, name.lastIndexOf('.')));
        }
        return modules;
    }

    private static String task(Head head) {
        return switch (head) {
            case SequenceClassification one -> "SEQ_CLS";
            case TokenClassification one -> "TOKEN_CLS";
            case QuestionAnswering one -> "QUESTION_ANS";
            case Embedding one -> "FEATURE_EXTRACTION";
            case TokenVectors one -> "FEATURE_EXTRACTION";
            case MaskedLm one -> null;
        };
    }
}
