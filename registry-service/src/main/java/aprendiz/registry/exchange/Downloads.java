package aprendiz.registry.exchange;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.BlobShelf;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings files of one commit of a hub to the blob store. What has come of a file lies in a folder under the name of its
 * content, so that an import that was cut short goes on there, whoever asks for it next.
 */
final class Downloads {

    private final Path folder;
    private final BlobShelf shelf;
    private final RemoteHub hub;
    private final ExchangeSettings settings;
    private final RepositoryType type;
    private final HubReference source;
    private final String commit;

    Downloads(
            Path folder,
            BlobShelf shelf,
            RemoteHub hub,
            ExchangeSettings settings,
            RepositoryType type,
            HubReference source,
            String commit) {
        this.folder = folder;
        this.shelf = shelf;
        this.hub = hub;
        this.settings = settings;
        this.type = type;
        this.source = source;
        this.commit = commit;
    }

    /**
     * @param progress told how many bytes of the file are here, now and then
     * @throws Problem of kind UNAVAILABLE if what comes is not what the hub has listed, or nothing comes
     */
    FileEntry fetch(RemoteFile file, LongConsumer progress) throws IOException, InterruptedException {
        if (file.sha256() != null && shelf.has(file.sha256())) {
            progress.accept(file.size());
            return new FileEntry(file.path(), file.size(), file.sha256());
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(file.key() + ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel, file);
            try {
                Digest sha256 = whole(file, part, channel, progress);
                try (InputStream in = Files.newInputStream(part)) {
                    shelf.keep(sha256, in);
                }
                Files.delete(part);
                return new FileEntry(file.path(), file.size(), sha256);
            } finally {
                if (channel.isOpen() && channel.size() == 0) {
                    // nothing that an import could go on from
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Until the channel is closed. */
    private void lock(FileChannel channel, RemoteFile file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // taken by this process; said below
        }
        throw Problem.busy(source + ": " + file.path() + " is just being imported by someone else; ask again soon");
    }

    /** Goes on where an earlier attempt stopped; begins anew, once, if what lies there turns out to be wrong. */
    private Digest whole(RemoteFile file, Path part, FileChannel channel, LongConsumer progress)
            throws IOException, InterruptedException {
        for (int n = 1; ; n++) {
            if (channel.size() > file.size()) {
                channel.truncate(0);
            }
            boolean resumed = channel.size() > 0;
            transfer(file, channel, progress);
            channel.force(true);
            Optional<Digest> digest = file.verify(part);
            if (digest.isPresent()) {
                return digest.get();
            }
            channel.truncate(0);
            if (!resumed || n > 1) {
                throw Problem.unavailable(
                        "Corrupt file",
                        source + ": " + file.path() + " does not arrive as " + hub + " lists it: its size or its "
                                + file.verifiedBy() + " is another",
                        null);
            }
        }
    }

    private void transfer(RemoteFile file, FileChannel channel, LongConsumer progress)
            throws IOException, InterruptedException {
        int failures = 0;
        while (channel.size() < file.size()) {
            long before = channel.size();
            Exception failure;
            try {
                receive(file, channel, progress);
                failure = channel.size() < file.size() ? new IOException("the connection was closed early") : null;
            } catch (IOException e) {
                failure = e;
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.UNAVAILABLE) {
                    throw e;
                }
                failure = e;
            }
            failures = channel.size() > before ? 0 : failures + 1;
            if (failure != null && failures >= settings.attempts()) {
                throw Problem.unavailable(
                        "Hub away",
                        source + ": " + file.path() + " stops after " + channel.size() + " of " + file.size()
                                + " bytes: " + failure.getMessage() + "; the same import goes on from there",
                        failure);
            }
            if (failure != null) {
                Thread.sleep(Math.min(10_000, 250L << failures));
            }
        }
    }

    private void receive(RemoteFile file, FileChannel channel, LongConsumer progress)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = hub.open(type, source, commit, file.path(), channel.size());
        try (Listening body = new Listening(answer.body(), settings.silence())) {
            boolean goesOn = answer.statusCode() == 206
                    && answer.headers()
                            .firstValue("Content-Range")
                            .orElse("")
                            .startsWith("bytes " + channel.size() + "-");
            if (answer.statusCode() == 200) {
                channel.truncate(0);
            } else if (answer.statusCode() == 416) {
                channel.truncate(0);
                return;
            } else if (!goesOn) {
                throw hub.refusal(answer.statusCode(), source + " " + file.path());
            }
            channel.position(channel.size());
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            ReadableByteChannel in = Channels.newChannel(body);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                if (channel.position() + buffer.remaining() > file.size()) {
                    throw Problem.unavailable(
                            "Corrupt file", source + ": " + file.path() + " has more bytes than the hub lists", null);
                }
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
                progress.accept(channel.position());
            }
        }
    }
}
