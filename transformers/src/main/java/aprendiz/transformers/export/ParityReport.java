package aprendiz.transformers.export;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured when a network was exported; kept beside the export.
 *
 * @param variant the form
 * @param network the class of Hugging Face's library: {@code BertForSequenceClassification}
 * @param dtype of the large matrices
 * @param parity how near the export was to the original, which was computed in fp32 by PyTorch
 * @param bound what it had to keep
 * @param file the export itself
 * @param source the files that hold the original's weights
 * @param engines what computed both, by name
 */
public record ParityReport(
        Variant variant,
        String network,
        String dtype,
        Parity parity,
        Bound bound,
        FileEntry file,
        List<FileEntry> source,
        SortedMap<String, String> engines) {

    public ParityReport {
        source = List.copyOf(source);
        engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
    }

    /**
     * Reads the report on a checkpoint's export.
     *
     * @throws aprendiz.model.Problem of kind NOT_FOUND if there is none, INVALID if it is damaged
     */
    public static ParityReport read(Path checkpoint, Variant variant) throws IOException {
        return Json.read(checkpoint.resolve(variant.reportPath()), ParityReport.class);
    }
}
