package aprendiz.registry.comparing;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionDiff;
import aprendiz.model.catalog.VersionDiff.Content;
import aprendiz.model.catalog.VersionDiff.FileChange;
import aprendiz.model.catalog.VersionDiff.MetricChange;
import aprendiz.model.catalog.VersionDiff.TensorChange;
import aprendiz.model.tensors.TensorDistance;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.publishing.Surveys;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says how one version differs from another. Of weights it never holds more than a buffer. */
@ApplicationScoped
class Differ {

    private static final int LARGEST_CONFIG = 1 << 20;

    /** Reading two checkpoints whole is work for the disk. */
    private static final int AT_ONCE = 2;

    private final Blobs blobs;
    private final Surveys surveys;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    Differ(Blobs blobs, Surveys surveys) {
        this.blobs = blobs;
        this.surveys = surveys;
    }

    /**
     * @param numbers whether to read tensors of one shape and say how far they are apart
     * @throws Problem of kind BUSY if others have weights read already
     */
    VersionDiff diff(Subject from, Subject to, boolean numbers) throws IOException {
        if (!turns.tryAcquire()) {
            throw Problem.busy("other versions are being compared; try again when that is done");
        }
        try {
            List<TensorChange> tensors = new ArrayList<>();
            int same = tensors(
                    TensorTable.of(from.version().files(), blobs, surveys),
                    TensorTable.of(to.version().files(), blobs, surveys),
                    numbers,
                    tensors);
            return new VersionDiff(
                    from.bare(),
                    to.bare(),
                    files(from.version().files(), to.version().files()),
                    Fields.differing(config(from.version()), config(to.version())),
                    Fields.differing(json(from.row().recipe), json(to.row().recipe)),
                    metrics(from.version().metrics(), to.version().metrics()),
                    tensors,
                    same);
        } finally {
            turns.release();
        }
    }

    private static List<FileChange> files(List<FileEntry> from, List<FileEntry> to) {
        Map<String, FileEntry> before = byPath(from);
        Map<String, FileEntry> after = byPath(to);
        return both(before.keySet(), after.keySet()).stream()
                .map(path -> new FileChange(path, content(before.get(path)), content(after.get(path))))
                .filter(change -> !Objects.equals(change.from(), change.to()))
                .toList();
    }

    private static Map<String, FileEntry> byPath(List<FileEntry> files) {
        return files.stream().collect(Collectors.toMap(FileEntry::path, Function.identity()));
    }

    private static Content content(FileEntry file) {
        return file == null ? null : new Content(file.sha256(), file.size());
    }

    private static List<MetricChange> metrics(Map<String, Double> from, Map<String, Double> to) {
        return both(from.keySet(), to.keySet()).stream()
                .map(name -> new MetricChange(name, from.get(name), to.get(name)))
                .filter(change -> !Objects.equals(change.from(), change.to()))
                .toList();
    }

    private static Set<String> both(Collection<String> from, Collection<String> to) {
        Set<String> all = new TreeSet<>(from);
        all.addAll(to);
        return all;
    }

    private JsonNode config(Version version) throws IOException {
        for (FileEntry file : version.files()) {
            if (file.path().equals("config.json") && file.size() <= LARGEST_CONFIG) {
                try (InputStream in = blobs.open(file.sha256(), 0)) {
                    return Json.MAPPER.readTree(in);
                } catch (JsonProcessingException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static JsonNode json(String text) throws IOException {
        return text == null ? null : Json.MAPPER.readTree(text);
    }

    /** @return how many are the same */
    private int tensors(TensorTable from, TensorTable to, boolean numbers, List<TensorChange> changes)
            throws IOException {
        int same = 0;
        for (String name : both(from.tensors().keySet(), to.tensors().keySet())) {
            TensorTable.Tensor before = from.tensors().get(name);
            TensorTable.Tensor after = to.tensors().get(name);
            if (before == null || after == null) {
                changes.add(new TensorChange(
                        name, before == null ? null : before.form(), after == null ? null : after.form(), null));
            } else if (isSame(before, after)) {
                same++;
            } else {
                Double distance = numbers ? distance(before, after) : null;
                changes.add(new TensorChange(name, before.form(), after.form(), distance));
            }
        }
        return same;
    }

    private static boolean isSame(TensorTable.Tensor before, TensorTable.Tensor after) {
        boolean sameBytes = before.file().sha256().equals(after.file().sha256())
                || (before.sha256() != null && before.sha256().equals(after.sha256()));
        return sameBytes && before.form().equals(after.form());
    }

    private Double distance(TensorTable.Tensor before, TensorTable.Tensor after) throws IOException {
        if (!before.info().dims().equals(after.info().dims())) {
            return null;
        }
        try (InputStream from = new BufferedInputStream(before.open(blobs), 1 << 16);
                InputStream to = new BufferedInputStream(after.open(blobs), 1 << 16)) {
            var distance = TensorDistance.relative(
                    from,
                    before.info().dtype(),
                    to,
                    after.info().dtype(),
                    before.info().elements());
            return distance.isPresent() ? (Double) distance.getAsDouble() : null;
        }
    }
}
