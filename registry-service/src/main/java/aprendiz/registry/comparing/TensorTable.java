package aprendiz.registry.comparing;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.catalog.VersionDiff.Form;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.TensorFacts;
import aprendiz.model.tensors.TensorInfo;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.publishing.Surveys;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tensors of a version's safetensors files, by name; those of files in folders behind the folder's name. */
record TensorTable(SortedMap<String, Tensor> tensors) {

    /**
     * One tensor.
     *
     * @param offset of its first byte in the file
     * @param sha256 of its bytes; null where they were not read
     */
    record Tensor(FileEntry file, TensorInfo info, long offset, Digest sha256) {
        Form form() {
            return new Form(info.dtype(), info.dims());
        }

        InputStream open(Blobs blobs) throws IOException {
            return blobs.open(file.sha256(), offset);
        }
    }

    static TensorTable of(List<FileEntry> files, Blobs blobs, Surveys surveys) throws IOException {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (FileEntry file : files) {
            if (file.path().endsWith(".safetensors")) {
                read(file, blobs, surveys, tensors);
            }
        }
        return new TensorTable(tensors);
    }

    private static void read(FileEntry file, Blobs blobs, Surveys surveys, SortedMap<String, Tensor> tensors)
            throws IOException {
        SortedMap<String, TensorInfo> infos;
        try (InputStream in = new BufferedInputStream(blobs.open(file.sha256(), 0))) {
            infos = SafetensorsFile.check(in, file.size());
        } catch (Problem noSafetensors) {
            return;
        }
        Map<String, TensorFacts> facts =
                surveys.of(file).stream().collect(Collectors.toMap(TensorFacts::name, Function.identity()));
        long data = infos.values().stream().mapToLong(TensorInfo::end).max().orElse(0);
        String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
        infos.forEach((name, info) -> tensors.put(
                folder + name,
                new Tensor(
                        file,
                        info,
                        file.size() - data + info.begin(),
                        facts.get(name).sha256())));
    }

    long parameters() {
        return tensors.values().stream()
                .mapToLong(tensor -> tensor.info().elements())
                .sum();
    }
}
