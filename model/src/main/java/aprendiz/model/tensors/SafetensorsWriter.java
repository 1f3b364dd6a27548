package aprendiz.model.tensors;

import aprendiz.model.AtomicFile;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes safetensors files, whole or not at all, tensor by tensor.
 *
 * <p>The same tensors give the same bytes, and the bytes that the format's reference writer gives: tensors lie by
 * descending type, then by name, and the header is padded with spaces to 8 bytes.
 */
public final class SafetensorsWriter {

    /**
     * Writes or replaces a file.
     *
     * @param metadata texts for the header; {@code format: pt} is added, which Hugging Face's libraries ask for
     * @param tensors by name
     * @throws Problem of kind INVALID that names the file and the tensor whose name, shape or number of bytes is wrong
     */
    public static void write(Path path, Map<String, String> metadata, Map<String, TensorData> tensors)
            throws IOException {
        try {
            List<TensorInfo> layout = layOut(tensors);
            byte[] header = header(metadata, layout);
            AtomicFile.write(path, out -> {
                AtomicFile.writeFully(out, length(header));
                AtomicFile.writeFully(out, ByteBuffer.wrap(header));
                long dataStart = out.position();
                for (TensorInfo info : layout) {
                    tensors.get(info.name()).writeTo(out);
                    checkEnd(info, out.position() - dataStart);
                }
            });
        } catch (Problem e) {
            throw Problem.invalid(e.title(), path + ": " + e.getMessage());
        }
    }

    private static List<TensorInfo> layOut(Map<String, TensorData> tensors) {
        List<String> names = new ArrayList<>(tensors.keySet());
        names.sort(Comparator.comparing((String name) -> tensors.get(name).dtype())
                .thenComparing(Comparator.naturalOrder()));
        List<TensorInfo> layout = new ArrayList<>();
        long at = 0;
        for (String name : names) {
            TensorData data = tensors.get(name);
            long end = at + TensorInfo.sizeOf(name, data.dtype(), data.dims());
            layout.add(new TensorInfo(name, data.dtype(), data.dims(), at, end));
            at = end;
        }
        return layout;
    }

    private static byte[] header(Map<String, String> metadata, List<TensorInfo> layout) {
        Map<String, String> texts = new TreeMap<>(metadata);
        texts.putIfAbsent("format", "pt");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode metadataNode = json.putObject(SafetensorsHeader.METADATA);
        texts.forEach(metadataNode::put);
        for (TensorInfo info : layout) {
            ObjectNode node =
                    json.putObject(info.name()).put("dtype", info.dtype().name());
            ArrayNode shape = node.putArray("shape");
            info.dims().forEach(shape::add);
            node.putArray("data_offsets").add(info.begin()).add(info.end());
        }
        String text = json.toString();
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        byte[] padded = (text + " ".repeat((8 - size % 8) % 8)).getBytes(StandardCharsets.UTF_8);
        if (padded.length > SafetensorsFile.MAX_HEADER) {
            throw Problem.invalid("Too many tensors", "the header would take " + padded.length + " bytes");
        }
        return padded;
    }

    private static ByteBuffer length(byte[] header) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .flip();
    }

    private static void checkEnd(TensorInfo info, long written) {
        if (written != info.end()) {
            throw TensorInfo.invalid(
                    info.name(),
                    "was given " + (written - info.begin()) + " bytes, but " + info.dtype() + " " + info.dims()
                            + " takes " + info.size());
        }
    }

    private SafetensorsWriter() {}
}
