package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchFileTest {

    /** One tensor "w" of two numbers: {@code {'w': _rebuild_tensor_v2(storage 0, OFFSET, (SIZE,), (STRIDE,), ...)}}. */
    private static final String TENSOR =
            "\u0080\u0002}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\n"
                    + "X\u0001\0\0\0" + "0X\u0003\0\0\0cpuK\u0002tQ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "os, system",
        "builtins, eval",
        "builtins, getattr",
        "subprocess, Popen",
        "torch, load",
        "torch.jit, load",
        "collections, OrderedDict.fromkeys",
        "numpy.core.multiarray, _reconstruct"
    })
    void refusesCodeByName(String module, String name) throws IOException {
        Path touched = folder.resolve("touched");
        String command = "touch " + touched;
        String[] pickles = {
            "c" + module + "\n" + name + "\nX" + (char) command.length() + "\0\0\0" + command + "\u0085R.",
            "\u0080\u0004\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name
                    + "\u0093\u008c" + (char) command.length() + command + "\u0085R.",
            "(X" + (char) command.length() + "\0\0\0" + command + "i" + module + "\n" + name + "\n.",
        };
        for (String pickle : pickles) {
            Path file = zip(pickle, 8, ZipEntry.STORED);
            assertThatThrownBy(() -> TorchFile.open(file))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("pytorch_model.bin", module + "." + name, "none of its code was run");
        }
        assertThat(touched).doesNotExist();
    }

    @Test
    void readsTheTensorThatTheNextTestsDamage() throws IOException {
        try (TorchFile file = TorchFile.open(zip(tensor(0, 2, 1), 8, ZipEntry.STORED))) {
            assertThat(file.info("w").dims()).containsExactly(2L);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "0, 3, 1", "0, 2, 2", "2, 1, 1", "0, 200, 0"})
    void refusesATensorThatLeavesItsStorage(int offset, int size, int stride) throws IOException {
        Path file = zip(tensor(offset, size, stride), 8, ZipEntry.STORED);
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("pytorch_model.bin", "'w'", "2 elements of its storage");
    }

    @Test
    void refusesNumbersThatAreMissingOrCompressed() throws IOException {
        Path compressed = zip(tensor(0, 2, 1), 8, ZipEntry.DEFLATED);
        assertThatThrownBy(() -> TorchFile.open(compressed))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("compressed");
        Path missing = zip(tensor(0, 2, 1), -1, ZipEntry.STORED);
        assertThatThrownBy(() -> TorchFile.open(missing))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("has no 'archive/data/0'");
    }

    @Test
    void saysWhatToDoWithFilesOfOldPyTorch() throws IOException {
        Path file = folder.resolve("pytorch_model.bin");
        Files.write(file, new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 'l'});
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("before 1.6", "safetensors");
    }

    private static String tensor(int offset, int size, int stride) {
        return TENSOR + "M" + (char) offset + "\0M" + (char) size + "\0\u0085M" + (char) stride
                + "\0\u0085\u0089ccollections\nOrderedDict\n)RtRs.";
    }

    private Path zip(String pickle, int bytes, int method) throws IOException {
        Path file = folder.resolve("pytorch_model.bin");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, "archive/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1), ZipEntry.STORED);
            if (bytes >= 0) {
                add(zip, "archive/data/0", new byte[bytes], method);
            }
        }
        return file;
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setSize(bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
