package aprendiz.registry.publishing;

import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ExpectedTensors;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.TensorFacts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The safetensors files of a publication, against their format and against what the configuration makes of them. */
final class Weights {

    private static final String SUFFIX = ".safetensors";
    private static final String INDEX = Checkpoint.WEIGHTS + ".index.json";
    /** Where classifiers of other families keep their head. */
    private static final List<String> HEADS =
            List.of("classifier.weight", "classifier.out_proj.weight", "score.weight");
    /** So many complaints of one sort are enough to see what is wrong. */
    private static final int ENOUGH = 20;

    private final BlobFiles files;
    private final Surveys surveys;
    private final Complaints complaints;
    private final SortedMap<String, List<TensorFacts>> surveyed = new TreeMap<>();

    Weights(BlobFiles files, Surveys surveys, Complaints complaints) {
        this.files = files;
        this.surveys = surveys;
        this.complaints = complaints;
    }

    /** Every file by itself: strict format, and no number that is none. */
    void checkFormat() throws IOException {
        for (FileEntry file : files.all().values()) {
            if (!file.path().endsWith(SUFFIX)) {
                continue;
            }
            try {
                List<TensorFacts> facts = surveys.of(file);
                surveyed.put(file.path(), facts);
                facts.stream()
                        .filter(tensor -> tensor.notFinite() != null)
                        .limit(ENOUGH)
                        .forEach(tensor -> complaints.add(
                                file.path(),
                                "tensor '" + tensor.name() + "' holds a NaN or an infinity at element "
                                        + tensor.notFinite()));
            } catch (Problem e) {
                complaints.add(file.path(), e.getMessage());
            }
        }
    }

    /** How many rows the table of word embeddings has, where there is one. */
    Optional<Long> embeddingRows(String folder) {
        return tensors(folder)
                .filter(tensor -> ExpectedTensors.isWordEmbedding(tensor.name()))
                .filter(tensor -> !tensor.dims().isEmpty())
                .map(tensor -> tensor.dims().getFirst())
                .findFirst();
    }

    void checkAgainst(String folder, ObjectNode json, Optional<ModelConfig> config) throws IOException {
        String single = folder + Checkpoint.WEIGHTS;
        String index = folder + INDEX;
        if (files.find(index).isPresent()) {
            checkIndex(folder, index);
        }
        boolean whole = surveyed.containsKey(single)
                || (files.find(index).isPresent() && tensors(folder).findAny().isPresent());
        if (!whole) {
            return;
        }
        SortedMap<String, List<Long>> found = new TreeMap<>();
        tensors(folder).forEach(tensor -> found.put(tensor.name(), tensor.dims()));
        Optional<ExpectedTensors> expected = config.flatMap(ExpectedTensors::of);
        String where = files.find(index).isPresent() ? index : single;
        if (expected.isPresent()) {
            say(where, expected.get().complaints(found));
        } else {
            checkLabels(where, json, found);
        }
    }

    private void say(String where, List<String> said) {
        said.stream().limit(ENOUGH).forEach(one -> complaints.add(where, one));
        if (said.size() > ENOUGH) {
            complaints.add(where, "and " + (said.size() - ENOUGH) + " more tensors like these");
        }
    }

    /** A head as wide as there are labels, for classes whose tensors are not known here. */
    private void checkLabels(String where, JsonNode json, Map<String, List<Long>> found) {
        int labels = json.path("id2label").size();
        for (String head : HEADS) {
            List<Long> shape = found.get(head);
            if (labels > 0 && shape != null && !shape.isEmpty() && shape.getFirst() != labels) {
                complaints.add(
                        where,
                        "tensor '" + head + "' has " + shape.getFirst() + " rows, but id2label of config.json names "
                                + labels + " labels");
            }
        }
    }

    /** The tensors of one checkpoint: of its single file, or of the shards that lie beside its index. */
    private Stream<TensorFacts> tensors(String folder) {
        List<TensorFacts> single = surveyed.get(folder + Checkpoint.WEIGHTS);
        if (single != null) {
            return single.stream();
        }
        return surveyed.entrySet().stream()
                .filter(file ->
                        file.getKey().startsWith(folder) && file.getKey().indexOf('/', folder.length()) < 0)
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream);
    }

    private void checkIndex(String folder, String index) throws IOException {
        Optional<JsonNode> map = files.read(index, JsonNode.class).map(json -> json.path("weight_map"));
        if (map.isEmpty()) {
            return;
        }
        if (!map.get().isObject()) {
            complaints.add(index, "has no weight_map");
            return;
        }
        SortedMap<String, String> home = new TreeMap<>();
        map.get()
                .properties()
                .forEach(entry -> home.put(entry.getKey(), entry.getValue().asText()));
        TreeSet<String> shards = new TreeSet<>(home.values());
        surveyed.keySet().stream()
                .filter(path -> path.startsWith(folder + "model-"))
                .forEach(path -> shards.add(path.substring(folder.length())));
        for (String shard : shards) {
            if (files.find(folder + shard).isEmpty()) {
                complaints.add(index, "names the shard " + shard + ", which is not among the files");
            } else if (surveyed.containsKey(folder + shard)) {
                checkShard(index, folder, shard, home);
            }
        }
    }

    private void checkShard(String index, String folder, String shard, SortedMap<String, String> home) {
        List<String> inside =
                surveyed.get(folder + shard).stream().map(TensorFacts::name).toList();
        TreeSet<String> promised = new TreeSet<>();
        home.forEach((tensor, file) -> {
            if (file.equals(shard)) {
                promised.add(tensor);
            }
        });
        TreeSet<String> missing = new TreeSet<>(promised);
        inside.forEach(missing::remove);
        say(
                index,
                missing.stream()
                        .map(name -> "puts tensor '" + name + "' into " + shard + ", which lacks it")
                        .toList());
        say(
                folder + shard,
                inside.stream()
                        .filter(name -> !promised.contains(name))
                        .map(name -> "holds tensor '" + name + "', which " + index + " does not put there")
                        .toList());
    }
}
