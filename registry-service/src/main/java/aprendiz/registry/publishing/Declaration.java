package aprendiz.registry.publishing;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Parent;
import aprendiz.model.Task;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Signature;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a version says of itself, put together from its manifest and the publisher's request. */
record Declaration(
        Kind kind,
        Task task,
        List<Parent> parents,
        JsonNode recipe,
        SortedMap<String, Double> metrics,
        Signature signature,
        List<String> tags) {

    /** What the request says must not contradict the manifest. */
    static Declaration of(Publication said, Optional<Manifest> manifest, Complaints complaints) {
        manifest.ifPresent(file -> {
            agree("kind", said.kind(), file.kind(), complaints);
            agree("task", said.task(), file.task(), complaints);
            agree("parents", said.parents(), file.parents(), complaints);
            agree("recipe", said.recipe(), file.recipe(), complaints);
            agree("metrics", said.metrics(), file.metrics(), complaints);
        });
        List<Parent> parents = manifest.map(Manifest::parents).orElse(said.parents());
        SortedMap<String, Double> metrics = manifest.map(Manifest::metrics).orElse(said.metrics());
        return new Declaration(
                manifest.map(Manifest::kind).orElse(null),
                manifest.map(Manifest::task).orElse(null),
                parents == null ? List.of() : parents,
                manifest.map(Manifest::recipe).orElse(said.recipe()),
                metrics == null ? new TreeMap<>() : metrics,
                said.signature(),
                said.tags());
    }

    Declaration withParents(List<Parent> others) {
        return new Declaration(kind, task, others, recipe, metrics, signature, tags);
    }

    private static void agree(String field, Object said, Object written, Complaints complaints) {
        if (said != null && !said.equals(written)) {
            complaints.add(field, "says otherwise than " + Manifest.FILE + "; leave it out, or correct the file");
        }
    }

    /**
     * The manifest that a request makes for files that bring none.
     *
     * @return nothing if it does not say enough, or the files bring one
     */
    static Optional<byte[]> manifest(Publication said) {
        boolean brought = said.files().stream().map(FileEntry::path).anyMatch(Manifest.FILE::equals);
        if (brought || said.kind() == null || said.task() == null) {
            return Optional.empty();
        }
        Manifest manifest = new Manifest(
                1,
                said.kind(),
                said.task(),
                said.parents(),
                said.recipe(),
                null,
                said.metrics(),
                null,
                null,
                List.of());
        return Optional.of(Json.pretty(manifest.withFiles(said.files())));
    }
}
