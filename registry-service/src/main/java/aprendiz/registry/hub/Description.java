package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.model.RepositoryType;
import aprendiz.registry.commits.Commit;
import aprendiz.registry.commits.Home;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** A commit as the Hub's {@code /api/models} and {@code /api/datasets} describe it. */
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
        JsonNode cardData,
        JsonNode config,
        List<Sibling> siblings) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sibling(String rfilename, Long size, String blobId, Lfs lfs) {}

    record Lfs(String sha256, long size, int pointerSize) {}

    /** @param blobs whether to tell the sizes and digests of the files too */
    static Description of(Home home, Commit commit, List<FileEntry> files, Cards cards, boolean blobs) {
        String id = home.name().toString();
        boolean model = home.type() == RepositoryType.MODEL;
        Card card = cards.card(files);
        JsonNode config = model ? cards.config(files) : null;
        Traits traits = new Traits(home.type(), commit, files, card, config);
        return new Description(
                "%024x".formatted(home.id()),
                id,
                model ? id : null,
                commit.oid(),
                home.name().namespace(),
                home.closed(),
                false,
                false,
                traits.tags(),
                traits.task(),
                traits.library(),
                commit.at(),
                home.createdAt(),
                0,
                0,
                card.data().isEmpty() ? null : card.data(),
                config == null || config.isEmpty() ? null : config,
                files.stream().map(file -> sibling(file, blobs)).toList());
    }

    /** As a list shows it: without files. */
    Description brief() {
        return new Description(
                key,
                id,
                modelId,
                sha,
                author,
                closed,
                gated,
                disabled,
                tags,
                task,
                library,
                lastModified,
                createdAt,
                downloads,
                likes,
                null,
                null,
                null);
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
