package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A version as the Hub's {@code /api/models} and {@code /api/datasets} describe it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Description(
        @JsonProperty("_id") String key,
        String id,
        String modelId,
        String sha,
        String author,
        @JsonProperty("private") boolean closed,
        boolean gated,
        boolean disabled,
        List<String> tags,
        @JsonProperty("pipeline_tag") String task,
        @JsonProperty("library_name") String library,
        Instant lastModified,
        Instant createdAt,
        int downloads,
        int likes,
        List<Sibling> siblings) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sibling(String rfilename, Long size, String blobId, Lfs lfs) {}

    record Lfs(String sha256, long size, int pointerSize) {}

    static Description of(Version version, boolean blobs) {
        String id = version.name().toString();
        boolean model = version.type() == RepositoryType.MODEL;
        List<String> tags = new ArrayList<>();
        if (model) {
            tags.addAll(List.of("transformers", "safetensors"));
            tags.add(version.task().toString());
            tags.add(version.kind().toString());
        }
        return new Description(
                version.digest().hex().substring(0, 24),
                id,
                model ? id : null,
                version.commit(),
                version.name().namespace(),
                false,
                false,
                false,
                tags,
                model ? version.task().toString() : null,
                model ? "transformers" : null,
                version.createdAt(),
                version.createdAt(),
                0,
                0,
                version.files().stream().map(file -> sibling(file, blobs)).toList());
    }

    private static Sibling sibling(FileEntry file, boolean blobs) {
        if (!blobs) {
            return new Sibling(file.path(), null, null, null);
        }
        Pointer pointer = new Pointer(file);
        Lfs lfs = new Lfs(file.sha256().hex(), file.size(), pointer.size());
        return new Sibling(file.path(), file.size(), pointer.oid(), lfs);
    }
}
