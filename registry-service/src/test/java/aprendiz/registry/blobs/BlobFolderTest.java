package aprendiz.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFolderTest extends BlobsKit {

    @TempDir
    Path folder;

    private BlobFolder blobs;

    @BeforeEach
    void open() throws IOException {
        blobs = new BlobFolder(folder);
    }

    @AfterEach
    void close() throws IOException {
        blobs.close();
    }

    @Override
    Blobs blobs() {
        return blobs;
    }

    @Override
    int leftovers() throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return (int) below.filter(path -> path.toString().endsWith(".part")).count();
        }
    }

    @Test
    void aBlobLiesUnderItsDigest() throws IOException {
        blobs.put(Digest.of(ROOM), new ByteArrayInputStream(ROOM));
        String hex = Digest.of(ROOM).hex();
        assertThat(folder.resolve(hex.substring(0, 2))
                        .resolve(hex.substring(2, 4))
                        .resolve(hex))
                .hasBinaryContent(ROOM);
    }

    @Test
    void sweepsWhatTheDeadLeftAndLeavesTheLivingAlone() throws IOException {
        Path dead = Files.createDirectories(folder.resolve("uploads/of-a-dead-process"));
        Files.createFile(dead.resolve("lock"));
        Files.write(dead.resolve("half.part"), ROOM);
        try (BlobFolder second = new BlobFolder(folder)) {
            assertThat(dead).doesNotExist();
            second.put(Digest.of(ROOM), new ByteArrayInputStream(ROOM));
        }
        blobs.put(Digest.of(ROOM), new ByteArrayInputStream(ROOM));
        assertThat(blobs.size(Digest.of(ROOM))).hasValue(ROOM.length);
    }

    @Test
    void clearsAwayWhatHasNotGrownForLong() throws IOException {
        Path dead = Files.createDirectories(folder.resolve("uploads/of-a-dead-process"));
        Files.createFile(dead.resolve("lock"));
        Files.write(dead.resolve("half.part"), ROOM);
        Path own;
        try (Stream<Path> folders = Files.list(folder.resolve("uploads"))) {
            own = folders.filter(path -> !path.equals(dead)).findFirst().orElseThrow();
        }
        Files.write(own.resolve("growing.part"), ROOM);
        assertThat(blobs.clearUploads(Instant.now().minusSeconds(60))).isOne();
        assertThat(leftovers()).isOne();
        assertThat(blobs.clearUploads(Instant.now().plusSeconds(60))).isOne();
        assertThat(leftovers()).isZero();
    }
}
