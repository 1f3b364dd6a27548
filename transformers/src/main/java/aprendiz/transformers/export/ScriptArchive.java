package aprendiz.transformers.export;

import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.DistilBert;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file as {@code torch.jit.save} would write it, weights and all: {@code forward(input_ids,
 * attention_mask)}, with {@code token_type_ids} for BERT, answers in fp32.
 *
 * <p>Format: pytorch/torch/csrc/jit/docs/serialization.md.
 */
final class ScriptArchive {

    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private final Original original;
    private final Storage storage;
    private final List<Parameter> parameters;

    ScriptArchive(Original original, Storage storage) {
        this.original = original;
        this.storage = storage;
        parameters = original.network().network().parameters();
    }

    /** Writes the file; the channel is left open. */
    void writeTo(WritableByteChannel out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(out), 1 << 16));
        put(zip, "model/data.pkl", pickle());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            put(
                    zip,
                    "model/data/" + i,
                    parameter.elements() * storage.bytes,
                    channel -> storage.write(original.values(parameter), channel));
        }
        put(zip, "model/code/__torch__.py", code().getBytes(StandardCharsets.UTF_8));
        put(zip, "model/constants.pkl", EMPTY_TUPLE);
        put(zip, "model/version", "10\n".getBytes(StandardCharsets.US_ASCII));
        zip.finish();
        zip.flush();
    }

    private String code() {
        Network network = original.network().network().with(Computing.USUAL);
        StringBuilder names = new StringBuilder();
        StringBuilder types = new StringBuilder();
        StringBuilder weights = new StringBuilder();
        for (Parameter parameter : parameters) {
            String name = field(parameter);
            names.append('"').append(name).append("\", ");
            types.append("  ").append(name).append(" : Tensor\n");
            weights.append("self.").append(name).append(", ");
        }
        String forward = switch (network.family()) {
            case Bert bert -> """
                      def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
                        w = [{weights}]
                        return torch.to(self.answer(input_ids, token_type_ids, attention_mask, w), 6)
                    """;
            case DistilBert distilBert -> """
                      def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
                        w = [{weights}]
                        return torch.to(self.answer(input_ids, input_ids, attention_mask, w), 6)
                    """;
        };
        return "class Model(Module):\n  __parameters__ = [" + names + "]\n  __buffers__ = []\n" + types
                + "  training : bool\n" + forward.replace("{weights}", weights) + network.methods();
    }

    /** The pickle of a {@code Model} with its parameters, which lie in files of their own. */
    private byte[] pickle() {
        Pickle pickle = new Pickle().object("__torch__", "Model");
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            pickle.text(field(parameter)).tensor(storage.word, Integer.toString(i), parameter.shape());
        }
        return pickle.text("training").no().end();
    }

    private static String field(Parameter parameter) {
        return parameter.name().replace('.', '_');
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        put(zip, name, content.length, out -> Proto.writeFully(out, ByteBuffer.wrap(content)));
    }

    /** Stored as it is, for which a zip wants the checksum beforehand: the content is made twice. */
    private static void put(ZipOutputStream zip, String name, long size, Proto.Content content) throws IOException {
        CRC32 crc = new CRC32();
        content.writeTo(new Checksum(crc));
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        content.writeTo(Channels.newChannel(zip));
        zip.closeEntry();
    }

    private record Checksum(CRC32 crc) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int size = bytes.remaining();
            crc.update(bytes);
            return size;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
