package aprendiz.registry.exchange;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The files of a zip, each looked at before any is unpacked. What could leave its folder, what is no plain file, what is
 * there twice and what unpacks to more than it may is refused. Close it.
 */
final class ZipContents implements AutoCloseable {

    private static final int FORMAT = 0170000;
    private static final int PLAIN = 0100000;
    private static final long SMALL = 16L << 20;

    private final ZipFile zip;
    private final SortedMap<String, ZipArchiveEntry> entries = new TreeMap<>();

    private ZipContents(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * @param most bytes of all files together
     * @param ratio how many times as large as the archive they may be; small ones may be whatever
     * @throws Problem of kind INVALID with every complaint there is
     */
    static ZipContents open(Path file, long most, int ratio, int mostFiles) throws IOException {
        ZipFile zip;
        try {
            zip = ZipFile.builder().setPath(file).get();
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.invalid("Bad archive", "this is no zip archive, or a damaged one: " + e.getMessage());
        }
        ZipContents contents = new ZipContents(zip);
        try {
            contents.look(Files.size(file), most, ratio, mostFiles);
            return contents;
        } catch (IOException | RuntimeException e) {
            contents.close();
            throw e;
        }
    }

    private void look(long packed, long most, int ratio, int mostFiles) {
        List<Complaint> complaints = new ArrayList<>();
        long unpacked = 0;
        long inside = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            if (isNoise(entry)) {
                continue;
            }
            objection(entry).ifPresent(complaints::add);
            unpacked += Math.max(0, entry.getSize());
            inside += Math.max(0, entry.getCompressedSize());
            if (entries.put(entry.getName(), entry) != null) {
                complaints.add(complaint(entry, "is there twice"));
            }
            if (entries.size() > mostFiles) {
                throw Problem.invalid("Bad archive", "more than " + mostFiles + " files, which are the most");
            }
        }
        if (unpacked < 0 || unpacked > most || (unpacked > SMALL && unpacked > packed * ratio) || inside > packed) {
            throw Problem.invalid(
                    "Bad archive",
                    "its " + packed + " bytes unpack to " + unpacked + ": at most " + most + " and " + ratio
                            + " times as many are let in");
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad archive", complaints.subList(0, Math.min(20, complaints.size())));
        }
        if (entries.isEmpty()) {
            throw Problem.invalid("Bad archive", "there are no files in it");
        }
    }

    /** Folders as such, and what file managers add. */
    private static boolean isNoise(ZipArchiveEntry entry) {
        String name = entry.getName();
        return (entry.isDirectory() && entry.getSize() <= 0 && isPath(name.replaceAll("/+$", "")))
                || name.startsWith("__MACOSX/")
                || name.equals(".DS_Store")
                || name.endsWith("/.DS_Store");
    }

    private static boolean isPath(String name) {
        try {
            FileEntry.checkPath(name);
            return true;
        } catch (Problem e) {
            return false;
        }
    }

    private Optional<Complaint> objection(ZipArchiveEntry entry) {
        if (!isPath(entry.getName())) {
            return Optional.of(complaint(entry, "would leave its folder, or is no name for a file"));
        }
        int format = entry.getUnixMode() & FORMAT;
        if (entry.isUnixSymlink() || (format != 0 && format != PLAIN)) {
            return Optional.of(complaint(entry, "is a link or a device, not a plain file"));
        }
        if (entry.getGeneralPurposeBit().usesEncryption() || !zip.canReadEntryData(entry)) {
            return Optional.of(complaint(entry, "is encrypted, or packed in a way that is not read here"));
        }
        return entry.getSize() < 0 ? Optional.of(complaint(entry, "does not say how large it is")) : Optional.empty();
    }

    private static Complaint complaint(ZipArchiveEntry entry, String message) {
        String name = Problem.quoted(entry.getName());
        return new Complaint(name.substring(1, name.length() - 1), message);
    }

    /** The names of the files, sorted. */
    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** Reads a whole entry to learn its digest, and refuses one that is not as large as it says, or damaged. */
    FileEntry entry(String name, String path) throws IOException {
        ZipArchiveEntry entry = entries.get(name);
        MessageDigest sha = Digest.newSha256();
        CRC32 crc = new CRC32();
        long size = 0;
        try (InputStream in = open(name)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0 && size <= entry.getSize(); n = in.read(buffer)) {
                sha.update(buffer, 0, n);
                crc.update(buffer, 0, n);
                size += n;
            }
        }
        if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw Problem.invalid(
                    "Bad archive", List.of(complaint(entry, "is damaged: it is not what the archive says")));
        }
        return new FileEntry(path, size, Digest.finish(sha));
    }

    /** The bytes of a small entry; nothing if there is none of that name. */
    Optional<byte[]> read(String name, int most) throws IOException {
        ZipArchiveEntry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.getSize() > most) {
            throw Problem.invalid(
                    "Bad archive", List.of(complaint(entry, "has more than " + most + " bytes, which are the most")));
        }
        try (InputStream in = open(name)) {
            return Optional.of(in.readNBytes(most));
        }
    }

    InputStream open(String name) throws IOException {
        try {
            return zip.getInputStream(entries.get(name));
        } catch (IOException e) {
            throw Problem.invalid("Bad archive", name + " cannot be unpacked: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
