package aprendiz.registry.publishing;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Manifest;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.checkpoint.ModelType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model's files must be before they become a version. Every blob must be in the store. */
final class Inspection {

    private final BlobFiles files;
    private final Surveys surveys;
    private final boolean codeAllowed;
    private final Complaints complaints;

    /** @param codeAllowed whether files that run code where they are loaded may be published */
    Inspection(BlobFiles files, Surveys surveys, boolean codeAllowed, Complaints complaints) {
        this.files = files;
        this.surveys = surveys;
        this.codeAllowed = codeAllowed;
        this.complaints = complaints;
    }

    /** The manifest, if it can be read. */
    Optional<Manifest> check() throws IOException {
        if (!codeAllowed) {
            CodePolicy.check(files, complaints);
        }
        Optional<Manifest> manifest = files.read(Manifest.FILE, Manifest.class);
        Weights weights = new Weights(files, surveys, complaints);
        weights.checkFormat();
        for (String path : files.all().keySet()) {
            if (path.equals(Checkpoint.CONFIG) || path.endsWith("/" + Checkpoint.CONFIG)) {
                String folder = path.substring(0, path.length() - Checkpoint.CONFIG.length());
                checkFolder(folder, weights);
            }
        }
        if (files.find(Manifest.FILE).isEmpty()) {
            complaints.add(
                    Manifest.FILE,
                    "is missing: a model says in it what it is and what it came from; or say kind and task with the files");
        }
        manifest.ifPresent(this::checkList);
        return manifest;
    }

    /** One checkpoint: the root, or a member that lies in a folder of its own. */
    private void checkFolder(String folder, Weights weights) throws IOException {
        String path = folder + Checkpoint.CONFIG;
        Optional<JsonNode> json = files.read(path, JsonNode.class);
        if (json.isEmpty() || isForeign(folder, json.get())) {
            return;
        }
        if (!(json.get() instanceof ObjectNode object)) {
            complaints.add(path, "is no JSON object");
            return;
        }
        Optional<ModelConfig> config = config(path, object);
        weights.checkAgainst(folder, object, config);
        weights.embeddingRows(folder)
                .or(() -> config.map(known -> (long) known.vocabSize()))
                .ifPresent(rows -> new Vocabulary(files, complaints).check(folder, rows));
    }

    /** {@code 1_Pooling/config.json} and its like describe no model. */
    private static boolean isForeign(String folder, JsonNode config) {
        return !folder.isEmpty() && !config.has("model_type");
    }

    /** The settings of a BERT or DistilBERT; nothing of others, which are checked as far as their files go. */
    private Optional<ModelConfig> config(String path, ObjectNode json) {
        if (ModelType.of(json.path("model_type").asText("")).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelConfig.of(json));
        } catch (Problem e) {
            complaints.add(path, e.getMessage());
            return Optional.empty();
        }
    }

    /** The manifest's list and the published files must be the same, the manifest itself aside. */
    private void checkList(Manifest manifest) {
        SortedMap<String, FileEntry> published = new TreeMap<>(files.all());
        published.remove(Manifest.FILE);
        for (FileEntry listed : manifest.files()) {
            FileEntry found = published.remove(listed.path());
            if (found == null) {
                complaints.add(Manifest.FILE, "lists " + listed.path() + ", which is not among the files");
            } else if (!found.equals(listed)) {
                complaints.add(Manifest.FILE, differs(listed, found));
            }
        }
        published.keySet().forEach(path -> complaints.add(path, "is not listed in " + Manifest.FILE));
    }

    private static String differs(FileEntry listed, FileEntry found) {
        return "lists " + listed.path() + " with " + summary(listed.size(), listed.sha256()) + ", but it has "
                + summary(found.size(), found.sha256());
    }

    private static String summary(long size, Digest sha256) {
        return size + " bytes and SHA-256 " + sha256;
    }
}
