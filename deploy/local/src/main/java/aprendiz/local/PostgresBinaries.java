package aprendiz.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path into a folder named after the archive's digest. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}; unpacks it when it is not there yet. */
    static Path unpackedUnder(Path parent) throws IOException {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path home = parent.resolve("postgres-" + digest(archive).substring(0, 16));
        if (Files.exists(home)) {
            return home;
        }
        Files.createDirectories(parent);
        Path half = Files.createTempDirectory(parent, "unpacking-");
        unpack(archive, half);
        try {
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException someoneElseWasFaster) {
            if (!Files.exists(home)) {
                throw someoneElseWasFaster;
            }
            Folders.delete(half);
        }
        return home;
    }

    static String archiveName(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = arch.equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + machine + ".txz";
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream packed = open(archive);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(
                            "PostgreSQL's archive " + archive + " reaches outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, path);
                        boolean program = (entry.getMode() & 0100) != 0;
                        Files.setPosixFilePermissions(
                                path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }

    private static String digest(String archive) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(open(archive), sha256)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static InputStream open(String archive) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IOException(
                    "no PostgreSQL for this machine on the class path: " + archive
                            + " is missing; set the Maven property postgres.platform to one that io.zonky.test.postgres offers");
        }
        return in;
    }
}
