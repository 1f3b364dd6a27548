package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;

/**
 * An open safetensors file, wholly checked, its tensors mapped into memory one by one when they are asked for.
 *
 * <p>Files of any size work; the file must not change while it is in use. Safe to use from several threads. Buffers
 * and arrays handed out stay valid after the file is closed.
 */
public final class SafetensorsFile implements TensorSource {

    /** The longest header that is read or written, in bytes; the format allows 100 MB, checkpoints use a few KB. */
    public static final int MAX_HEADER = 10_000_000;

    private static final int LENGTH_BYTES = 8;
    /** How many elements are mapped at once where a tensor is converted. */
    private static final int WINDOW = 1 << 26;

    /** What is smaller is read: a mapping takes whole pages and lives until the collector finds it. */
    private static final int WORTH_MAPPING = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final long dataStart;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, FileChannel channel, long dataStart, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.dataStart = dataStart;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws Problem of kind INVALID that names the file and the tensor that is wrong; NOT_FOUND if there is no file
     */
    public static SafetensorsFile open(Path path) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw Problem.notFound("No such file", path + " is not there");
        }
        try {
            long size = channel.size();
            int length = headerLength(channel, size);
            long dataStart = LENGTH_BYTES + (long) length;
            byte[] json = read(channel, LENGTH_BYTES, length).array();
            SafetensorsHeader header = SafetensorsHeader.parse(json, size - dataStart);
            return new SafetensorsFile(path, channel, dataStart, header);
        } catch (Problem e) {
            channel.close();
            throw Problem.invalid(e.title(), path + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Checks the header of a file that is at hand only as a stream; nothing behind the header is read.
     *
     * @param size of the whole file, in bytes
     * @return the tensors, by name
     * @throws Problem of kind INVALID that names the tensor that is wrong
     */
    public static SortedMap<String, TensorInfo> check(InputStream in, long size) throws IOException {
        byte[] prefix = in.readNBytes(LENGTH_BYTES);
        int length = headerLength(ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN), size);
        return SafetensorsHeader.parse(in.readNBytes(length), size - LENGTH_BYTES - length)
                .tensors();
    }

    private static int headerLength(FileChannel channel, long size) throws IOException {
        return headerLength(read(channel, 0, (int) Math.min(size, LENGTH_BYTES)), size);
    }

    private static int headerLength(ByteBuffer prefix, long size) {
        if (size < LENGTH_BYTES || prefix.remaining() < LENGTH_BYTES) {
            throw Problem.invalid("Bad safetensors file", "of " + size + " bytes, too short for any header");
        }
        long length = prefix.getLong(0);
        if (length < 0 || length > size - LENGTH_BYTES) {
            throw Problem.invalid(
                    "Bad safetensors file",
                    "its header claims " + Long.toUnsignedString(length) + " bytes, more than the file has");
        }
        if (length > MAX_HEADER) {
            throw Problem.invalid(
                    "Bad safetensors file", "a header of " + length + " bytes; " + MAX_HEADER + " are the most");
        }
        return (int) length;
    }

    @Override
    public SortedMap<String, TensorInfo> tensors() {
        return header.tensors();
    }

    /** What the header says under {@code __metadata__}; empty if nothing. */
    public SortedMap<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Path path() {
        return path;
    }

    /**
     * The bytes of a tensor as they lie in the file: read-only, little-endian, mapped unless few. At most 2 GiB.
     *
     * @throws Problem of kind INVALID if there is no such tensor or it does not fit a buffer
     */
    public ByteBuffer bytes(String name) throws IOException {
        TensorInfo info = info(name);
        if (info.size() > Integer.MAX_VALUE) {
            throw problem(name, "of " + info.size() + " bytes does not fit one buffer");
        }
        return map(info, 0, info.size());
    }

    /**
     * The elements of a tensor in row-major order, F16 and BF16 widened, which loses nothing.
     *
     * @throws Problem of kind INVALID if there is no such tensor, it is not of F32, F16 or BF16, or it does not fit an array
     */
    public float[] floats(String name) throws IOException {
        TensorInfo info = info(name);
        if (info.elements() > Integer.MAX_VALUE - 8) {
            throw problem(name, "of " + info.elements() + " elements does not fit one array");
        }
        switch (info.dtype()) {
            case F32, F16, BF16 -> {}
            case U64, I64, F64, U32, I32, U16, I16, I8, U8, BOOL ->
                throw problem(name, "is " + info.dtype() + ", not F32, F16 or BF16");
        }
        float[] values = new float[(int) info.elements()];
        copy(name, FloatBuffer.wrap(values));
        return values;
    }

    @Override
    public void copy(String name, FloatBuffer values) throws IOException {
        TensorInfo info = info(name);
        int width = info.dtype().bytes();
        for (long at = 0; at < info.elements(); at += WINDOW) {
            long count = Math.min(WINDOW, info.elements() - at);
            info.dtype().toFloats(map(info, at * width, count * width), values);
        }
    }

    /**
     * Looks at every number of every tensor of F32, F16 or BF16: a training that diverged leaves such weights behind.
     *
     * @throws Problem of kind INVALID that names the first tensor with a NaN or an infinity, and where it is
     */
    public void requireFinite() throws IOException {
        for (TensorInfo info : tensors().values()) {
            switch (info.dtype()) {
                case F32, F16, BF16 -> {
                    float[] values = floats(info.name());
                    for (int i = 0; i < values.length; i++) {
                        if (!Float.isFinite(values[i])) {
                            throw problem(info.name(), "holds " + values[i] + " at element " + i);
                        }
                    }
                }
                case U64, I64, F64, U32, I32, U16, I16, I8, U8, BOOL -> {}
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer map(TensorInfo info, long offset, long size) throws IOException {
        long position = dataStart + info.begin() + offset;
        ByteBuffer bytes = size < WORTH_MAPPING
                ? read(channel, position, (int) size).asReadOnlyBuffer()
                : channel.map(FileChannel.MapMode.READ_ONLY, position, size);
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private Problem problem(String name, String what) {
        return Problem.invalid("Bad tensor", path + ": tensor '" + name + "' " + what);
    }
}
