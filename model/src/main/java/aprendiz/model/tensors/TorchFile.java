package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open {@code pytorch_model.bin}: a zip of numbers, with a pickle that says what they are. No code in it is ever run.
 *
 * <p>The file must not change while it is in use. Safe to use from several threads.
 */
public final class TorchFile implements TensorSource {

    /** The longest pickle that is read, in bytes; those of checkpoints have a few KB. */
    private static final long MAX_PICKLE = 8 << 20;

    private static final int PIECE = 1 << 16;

    private final Path path;
    private final ZipFile zip;
    private final String root;
    private final SortedMap<String, TensorInfo> tensors = new TreeMap<>();
    private final Map<String, Pickled.Tensor> views = new TreeMap<>();

    private TorchFile(Path path, ZipFile zip, String root) {
        this.path = path;
        this.zip = zip;
        this.root = root;
    }

    /**
     * Opens a file, reads its pickle and checks that every tensor lies within its numbers.
     *
     * @throws Problem of kind INVALID that names the file and the tensor, or the name in the pickle, that is refused
     */
    public static TorchFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw Problem.notFound("No such file", path + " is not there");
        }
        try {
            return read(path);
        } catch (Problem e) {
            throw Problem.invalid(e.title(), path + ": " + e.getMessage());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw Problem.invalid("Bad PyTorch file", path + ": " + e.getMessage());
        }
    }

    private static TorchFile read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(2);
            if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
                throw bad("no zip file. If it is of PyTorch before 1.6, load it in Python and save it as safetensors");
            }
        }
        ZipFile zip = new ZipFile(path.toFile());
        try {
            List<String> roots = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("/data.pkl") && name.indexOf('/') == name.lastIndexOf('/'))
                    .map(name -> name.substring(0, name.length() - "data.pkl".length()))
                    .toList();
            if (roots.size() != 1) {
                throw bad("not a zip of tensors: it has " + roots.size() + " files data.pkl");
            }
            TorchFile file = new TorchFile(path, zip, roots.getFirst());
            file.readPickle();
            return file;
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void readPickle() throws IOException {
        if (zip.getEntry(root + "byteorder") != null) {
            ZipEntry order = stored("byteorder");
            byte[] word = bytes(order, 0, Math.min(order.getSize(), 100));
            if (!new String(word, StandardCharsets.UTF_8).equals("little")) {
                throw bad("its numbers are not little-endian");
            }
        }
        ZipEntry pickle = stored("data.pkl");
        if (pickle.getSize() > MAX_PICKLE) {
            throw bad("a pickle of " + pickle.getSize() + " bytes; " + MAX_PICKLE + " are the most");
        }
        if (!(PickleReader.read(bytes(pickle, 0, pickle.getSize())) instanceof Pickled.Dict(var entries))) {
            throw bad("not a dictionary of tensors");
        }
        entries.forEach((name, value) -> {
            if (value instanceof Pickled.Tensor tensor) {
                add(name, tensor);
            }
        });
    }

    private void add(String name, Pickled.Tensor tensor) {
        DType dtype = tensor.storage().dtype();
        TensorInfo info = TensorInfo.alone(name, dtype, tensor.sizes());
        long there = stored("data/" + tensor.storage().key()).getSize() / dtype.bytes();
        if (tensor.offset() < 0 || end(info, tensor) > there || info.elements() > there) {
            throw TensorInfo.invalid(
                    name,
                    "size " + tensor.sizes() + " with strides " + tensor.strides() + " from element " + tensor.offset()
                            + " does not lie within the " + there + " elements of its storage");
        }
        tensors.put(name, info);
        views.put(name, tensor);
    }

    /** One past the last element that a tensor touches. */
    private static long end(TensorInfo info, Pickled.Tensor tensor) {
        if (tensor.strides().size() != tensor.sizes().size()) {
            throw TensorInfo.invalid(info.name(), "has " + tensor.strides().size() + " strides for " + tensor.sizes());
        }
        if (info.elements() == 0) {
            return tensor.offset();
        }
        try {
            long last = tensor.offset();
            for (int i = 0; i < tensor.sizes().size(); i++) {
                long stride = tensor.strides().get(i);
                if (stride < 0) {
                    throw TensorInfo.invalid(info.name(), "has a stride of " + stride);
                }
                last = Math.addExact(last, Math.multiplyExact(tensor.sizes().get(i) - 1, stride));
            }
            return Math.addExact(last, 1);
        } catch (ArithmeticException e) {
            throw TensorInfo.invalid(info.name(), "strides " + tensor.strides() + " overflow 63 bits");
        }
    }

    /** An entry whose bytes are there as they are, so that it cannot be larger than the file. */
    private ZipEntry stored(String name) {
        ZipEntry entry = zip.getEntry(root + name);
        if (entry == null) {
            throw bad("it has no " + Problem.quoted(root + name));
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw bad(Problem.quoted(entry.getName()) + " is compressed, which PyTorch never does");
        }
        return entry;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public SortedMap<String, TensorInfo> tensors() {
        return Collections.unmodifiableSortedMap(tensors);
    }

    @Override
    public void copy(String name, FloatBuffer values) throws IOException {
        TensorInfo info = info(name);
        Pickled.Tensor view = views.get(name);
        ZipEntry entry = stored("data/" + view.storage().key());
        int width = info.dtype().bytes();
        try {
            if (isContiguous(view)) {
                stream(entry, view.offset() * width, info, values);
            } else {
                long size = (end(info, view) - view.offset()) * width;
                ByteBuffer window = ByteBuffer.wrap(bytes(entry, view.offset() * width, size))
                        .order(ByteOrder.LITTLE_ENDIAN);
                gather(view, 0, 0, window, info.dtype(), values);
            }
        } catch (ZipException | EOFException e) {
            throw Problem.invalid("Bad tensor", path + ": tensor '" + name + "': " + e.getMessage());
        }
    }

    private static boolean isContiguous(Pickled.Tensor view) {
        long expected = 1;
        for (int i = view.sizes().size() - 1; i >= 0; i--) {
            if (view.sizes().get(i) != 1 && view.strides().get(i) != expected) {
                return false;
            }
            expected *= view.sizes().get(i);
        }
        return true;
    }

    private void stream(ZipEntry entry, long offset, TensorInfo info, FloatBuffer values) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(offset);
            for (long left = info.size(); left > 0; ) {
                byte[] piece = in.readNBytes((int) Math.min(left, PIECE));
                if (piece.length < Math.min(left, PIECE)) {
                    throw new EOFException("its numbers end too soon");
                }
                info.dtype().toFloats(ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN), values);
                left -= piece.length;
            }
        }
    }

    private static void gather(
            Pickled.Tensor view, int dim, long at, ByteBuffer window, DType dtype, FloatBuffer values) {
        if (dim == view.sizes().size()) {
            dtype.toFloats(
                    window.slice((int) at * dtype.bytes(), dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN), values);
            return;
        }
        for (long i = 0; i < view.sizes().get(dim); i++) {
            gather(view, dim + 1, at + i * view.strides().get(dim), window, dtype, values);
        }
    }

    private byte[] bytes(ZipEntry entry, long offset, long size) throws IOException {
        if (size > Integer.MAX_VALUE - 8) {
            throw new ZipException("a transposed tensor of more than 2 GiB");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(offset);
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size) {
                throw new EOFException(Problem.quoted(entry.getName()) + " ends too soon");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static Problem bad(String what) {
        return Problem.invalid("Bad PyTorch file", what);
    }
}
