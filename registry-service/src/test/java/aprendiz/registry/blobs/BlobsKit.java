package aprendiz.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do. */
abstract class BlobsKit {

    static final byte[] ROOM = "a quiet room".getBytes(StandardCharsets.UTF_8);

    /** An empty store. */
    abstract Blobs blobs();

    /** How many things the store holds, blobs or halves of blobs, that nobody would miss if all blobs were deleted. */
    abstract int leftovers() throws IOException;

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private long put(byte[] bytes) throws IOException {
        return blobs().put(Digest.of(bytes), new ByteArrayInputStream(bytes));
    }

    private byte[] read(Digest digest, long offset) throws IOException {
        try (InputStream in = blobs().open(digest, offset)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_537, 5 << 20, (11 << 20) + 3})
    void whatIsPutComesBackByteForByteFromAnyOffset(int size) throws IOException {
        byte[] bytes = random(size);
        Digest digest = Digest.of(bytes);
        assertThat(blobs().size(digest)).isEmpty();
        assertThat(put(bytes)).isEqualTo(size);
        assertThat(blobs().size(digest)).hasValue(size);
        assertThat(Digest.of(read(digest, 0))).isEqualTo(digest);
        assertThat(read(digest, size)).isEmpty();
        if (size > 1) {
            assertThat(read(digest, size - 1)).containsExactly(bytes[size - 1]);
        }
        assertThat(leftovers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6 << 20})
    void anotherDigestThanPromisedLeavesNothing(int size) throws IOException {
        byte[] bytes = random(size);
        Digest promised = Digest.of(ROOM);
        assertThatThrownBy(() -> blobs().put(promised, new ByteArrayInputStream(bytes)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(Digest.of(bytes).hex())
                .hasMessageContaining(promised.hex());
        assertThat(blobs().size(promised)).isEmpty();
        assertThat(leftovers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6 << 20})
    void aStreamThatBreaksLeavesNothing(int size) throws IOException {
        byte[] bytes = random(size);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(bytes), new BrokenStream());
        assertThatThrownBy(() -> blobs().put(Digest.of(bytes), broken)).hasMessage("the line is cut");
        assertThat(blobs().size(Digest.of(bytes))).isEmpty();
        assertThat(leftovers()).isZero();
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the line is cut");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("the line is cut");
        }
    }

    @Test
    void whatIsNotHereIsSaidSo() {
        assertThatThrownBy(() -> blobs().open(Digest.of(ROOM), 0)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsWhatIsHereAndGivesItsRoomBack() throws IOException {
        Instant before = Instant.now().minusSeconds(2);
        put(ROOM);
        put(random(100));
        try (Stream<Blobs.Stored> all = blobs().all()) {
            assertThat(all.toList())
                    .allMatch(one -> one.since().isAfter(before))
                    .extracting(Blobs.Stored::sha256, Blobs.Stored::size)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(Digest.of(ROOM), (long) ROOM.length),
                            org.assertj.core.groups.Tuple.tuple(Digest.of(random(100)), 100L));
        }
        blobs().delete(Digest.of(ROOM));
        blobs().delete(Digest.of(ROOM));
        assertThat(blobs().size(Digest.of(ROOM))).isEmpty();
        try (Stream<Blobs.Stored> all = blobs().all()) {
            assertThat(all.count()).isOne();
        }
    }

    @Test
    void whatIsSetAsideIsNotHereUntilItIsPutAgain() throws IOException {
        put(ROOM);
        blobs().setAside(Digest.of(ROOM));
        assertThat(blobs().size(Digest.of(ROOM))).isEmpty();
        put(ROOM);
        assertThat(read(Digest.of(ROOM), 2)).asString().isEqualTo("quiet room");
    }

    @Test
    void aStreamThatIsLeftEarlyHarmsNobody() throws IOException {
        byte[] bytes = random(6 << 20);
        put(bytes);
        try (InputStream in = blobs().open(Digest.of(bytes), 0)) {
            assertThat(in.readNBytes(3)).containsExactly(bytes[0], bytes[1], bytes[2]);
        }
        assertThat(read(Digest.of(bytes), bytes.length - 1)).hasSize(1);
    }

    @Test
    void manyMayPutTheSameBytesAtOnce() throws Exception {
        byte[] bytes = random(6 << 20);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> one : callers.invokeAll(IntStream.range(0, 6)
                    .<Callable<Long>>mapToObj(i -> () -> put(bytes))
                    .toList())) {
                assertThat(one.get()).isEqualTo(bytes.length);
            }
        }
        assertThat(Digest.of(read(Digest.of(bytes), 0))).isEqualTo(Digest.of(bytes));
        assertThat(leftovers()).isZero();
    }
}
