package aprendiz.model.tensors;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tensors in several files beside each other, of which an index says what lies where: {@code *.index.json}. */
final class ShardedTensors implements TensorSource {

    /** A file in the folder of the index and nowhere else. */
    private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.(safetensors|bin)");

    private static final int MOST_SHARDS = 1000;
    private static final int MOST_COMPLAINTS = 20;

    private final Path index;
    private final SortedMap<String, TensorSource> shards = new TreeMap<>();
    private final SortedMap<String, TensorSource> whereabouts = new TreeMap<>();
    private final SortedMap<String, TensorInfo> tensors = new TreeMap<>();

    private ShardedTensors(Path index) {
        this.index = index;
    }

    /**
     * Opens the index and every file that it names.
     *
     * @throws Problem of kind INVALID that names every file that is missing, and every tensor that is not in its file
     */
    static ShardedTensors open(Path index) throws IOException {
        ShardedTensors sharded = new ShardedTensors(index);
        try {
            sharded.read(Json.read(index, ObjectNode.class).path("weight_map"));
            return sharded;
        } catch (IOException | RuntimeException e) {
            sharded.close();
            throw e;
        }
    }

    private void read(JsonNode map) throws IOException {
        List<Complaint> complaints = new ArrayList<>();
        if (!map.isObject() || map.isEmpty()) {
            complaints.add(new Complaint(index.toString(), "has no weight_map"));
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (complaints.size() < MOST_COMPLAINTS) {
                place(entry.getKey(), entry.getValue().asText(""), complaints);
            }
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad shards", complaints);
        }
    }

    private void place(String name, String shard, List<Complaint> complaints) throws IOException {
        if (!SHARD.matcher(shard).matches()) {
            complaints.add(new Complaint(
                    index + ": weight_map." + name,
                    Problem.quoted(shard) + " is not the name of a file beside the index"));
            return;
        }
        Path file = index.resolveSibling(shard);
        if (!shards.containsKey(shard)) {
            if (!Files.isRegularFile(file) || shards.size() == MOST_SHARDS) {
                complaints.add(new Complaint(index + ": weight_map." + name, shard + " is missing"));
                return;
            }
            shards.put(shard, shard.endsWith(".bin") ? TorchFile.open(file) : SafetensorsFile.open(file));
        }
        TensorSource source = shards.get(shard);
        if (source.has(name)) {
            whereabouts.put(name, source);
            tensors.put(name, source.info(name));
        } else {
            complaints.add(new Complaint(
                    file.toString(), "has no tensor " + Problem.quoted(name) + ", though the index says so"));
        }
    }

    @Override
    public Path path() {
        return index;
    }

    @Override
    public SortedMap<String, TensorInfo> tensors() {
        return Collections.unmodifiableSortedMap(tensors);
    }

    @Override
    public void copy(String name, FloatBuffer values) throws IOException {
        whereabouts.get(info(name).name()).copy(name, values);
    }

    @Override
    public void close() throws IOException {
        for (TensorSource shard : shards.values()) {
            shard.close();
        }
    }
}
