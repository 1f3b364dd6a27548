package aprendiz.registry.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Archive;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.TestSet;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArchiveTest extends RegistryTest {

    @Inject
    EntityManager entities;

    @ConfigProperty(name = "aprendiz.registry.blobs")
    Path blobs;

    @Test
    void anExportedVersionComesBackUnderTheSameDigestWithItsFigures() throws IOException {
        ModelName name = newName();
        Version base =
                client.publish(RepositoryType.MODEL, newName(), Sample.model(temp.resolve("base"), 21), "", null);
        Version data =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 21), "", null);
        Version version = client.publish(
                RepositoryType.MODEL, name, Sample.child(temp.resolve("tuned"), 22, base, data), "better", null);
        client.evaluate(
                name,
                "1",
                new Evaluation(
                        null,
                        new TestSet(data.name(), null, data.digest()),
                        null,
                        "accuracy",
                        0.75,
                        null,
                        100L,
                        "ana",
                        "by hand",
                        null));
        Path zip = temp.resolve("out.zip");
        client.exchange().export(RepositoryType.MODEL, name, "1", zip);

        ModelName other = newName();
        Version back = client.exchange().importArchive(RepositoryType.MODEL, other, zip);
        assertThat(back.digest()).isEqualTo(version.digest());
        assertThat(back.commit()).isEqualTo(version.commit());
        assertThat(back.files()).isEqualTo(version.files());
        assertThat(back.parents()).isEqualTo(version.parents());
        assertThat(back.message()).isEqualTo("better");
        assertThat(back.origin().source()).isEqualTo("zip:" + name + "@1");
        assertThat(back.origin().commit()).isEqualTo(version.commit());
        assertThat(client.evaluations(other, "1"))
                .singleElement()
                .satisfies(one -> assertThat(one.value()).isEqualTo(0.75));
        assertThat(client.exchange().importArchive(RepositoryType.MODEL, other, zip))
                .isEqualTo(back);
    }

    @Test
    void theArchiveHoldsTheFilesAndWhatIsKnownOfThemAndIsTheSameBytesAgain() throws IOException {
        ModelName name = newName();
        Path folder = Sample.model(temp.resolve("model"), 23);
        Version version = client.publish(RepositoryType.MODEL, name, folder, "", null);
        Path first = temp.resolve("first.zip");
        Path second = temp.resolve("second.zip");
        client.exchange().export(RepositoryType.MODEL, name, "main", first);
        client.exchange().export(RepositoryType.MODEL, name, version.commit(), second);

        assertThat(second).hasSameBinaryContentAs(first);
        try (ZipFile zip = new ZipFile(first.toFile())) {
            List<String> names = Collections.list(zip.entries()).stream()
                    .map(e -> e.getName())
                    .toList();
            assertThat(names).contains(Archive.VERSION, Archive.LINEAGE, Archive.EVALUATIONS);
            for (FileEntry file : version.files()) {
                assertThat(zip.getInputStream(new ZipEntry(file.path())).readAllBytes())
                        .isEqualTo(Files.readAllBytes(folder.resolve(file.path())));
            }
        }
    }

    @Test
    void dataSetsLeaveAndComeBackToo() throws IOException {
        Version version =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 24), "", null);
        Path zip = temp.resolve("data.zip");
        client.exchange().export(RepositoryType.DATASET, version.name(), "1", zip);
        assertThat(client.exchange()
                        .importArchive(RepositoryType.DATASET, newName(), zip)
                        .digest())
                .isEqualTo(version.digest());
        refused(RepositoryType.MODEL, zip, "this is a dataset, not a model");
    }

    @Test
    void parentsThatAreNotHereAreNamedByTheOrigin() throws IOException {
        ModelName nobody = newName();
        Parent parent = new Parent(
                Relation.FINE_TUNED_FROM,
                RepositoryType.MODEL,
                nobody,
                3,
                Digest.of(nobody.toString().getBytes(StandardCharsets.UTF_8)));
        Path folder = Sample.seal(Sample.files(temp.resolve("model"), 25), Kind.FINE_TUNED, List.of(parent));
        Path zip = temp.resolve("model.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip);
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                add(out, "model/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        Version version = client.exchange().importArchive(RepositoryType.MODEL, newName(), zip);
        assertThat(version.parents()).isEmpty();
        assertThat(version.kind()).isEqualTo(Kind.FINE_TUNED);
        assertThat(version.origin().elsewhere()).containsExactly(parent);
        assertThat(version.files()).extracting(FileEntry::path).contains("config.json");
    }

    @Test
    void refusesWhatIsNoHarmlessArchiveAndLeavesNothing() throws IOException {
        long before = blobCount();
        refused(RepositoryType.DATASET, Files.writeString(temp.resolve("x.zip"), "no zip"), "no zip archive");
        refused(zip(out -> add(out, "../x.txt", new byte[] {1, 3})), "would leave its folder");
        refused(zip(out -> add(out, "/etc/x.txt", new byte[] {1, 4})), "would leave its folder");
        refused(zip(out -> add(out, "..\\b.txt", new byte[] {1, 5})), "would leave its folder");
        refused(zip(out -> add(out, ".git/config", new byte[] {1, 6})), "would leave its folder");
        refused(
                zip(out -> {
                    add(out, "a.txt", new byte[] {1, 7});
                    add(out, "a.txt", new byte[] {1, 8});
                }),
                "is there twice");
        refused(
                zip(out -> {
                    ZipArchiveEntry link = new ZipArchiveEntry("link");
                    link.setUnixMode(0120777);
                    out.putArchiveEntry(link);
                    out.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
                    out.closeArchiveEntry();
                }),
                "is a link");
        refused(zip(out -> add(out, "zeros.bin", new byte[64 << 20])), "unpack to");
        refused(
                zip(out -> {
                    add(out, "a", new byte[] {1, 9});
                    add(out, "a/b", new byte[] {1, 10});
                }),
                "is a file and a folder");
        assertThat(blobCount()).isEqualTo(before);
        try (Stream<Path> below = Files.walk(blobs.resolve("uploads"))) {
            assertThat(below.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void refusesAnArchiveWhoseFilesWereChanged() throws IOException {
        Version version =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 26), "", null);
        Path whole = temp.resolve("data.zip");
        client.exchange().export(RepositoryType.DATASET, version.name(), "1", whole);
        Path changed = zip(out -> {
            try (ZipFile in = new ZipFile(whole.toFile())) {
                for (ZipEntry entry : Collections.list(in.entries())) {
                    byte[] bytes = in.getInputStream(entry).readAllBytes();
                    add(out, entry.getName(), entry.getName().equals("README.md") ? new byte[] {42} : bytes);
                }
            }
        });
        refused(changed, "they were changed since they were exported");
        byte[] bytes = Files.readAllBytes(whole);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("# Rooms");
        bytes[at] ^= 1;
        refused(Files.write(temp.resolve("damaged.zip"), bytes), "is damaged");
        refused(
                Files.write(
                        temp.resolve("short.zip"), Arrays.copyOf(bytes, bytes.length / 2), StandardOpenOption.CREATE),
                "no zip archive");
    }

    private interface Filling {
        void of(ZipArchiveOutputStream out) throws IOException;
    }

    private Path zip(Filling filling) throws IOException {
        Path file = Files.createTempFile(temp, "made", ".zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            filling.of(out);
        }
        return file;
    }

    private static void add(ZipArchiveOutputStream out, String name, byte[] bytes) throws IOException {
        out.putArchiveEntry(new ZipArchiveEntry(name));
        out.write(bytes);
        out.closeArchiveEntry();
    }

    private void refused(Path zip, String why) throws IOException {
        refused(RepositoryType.DATASET, zip, why);
    }

    private void refused(RepositoryType type, Path zip, String why) throws IOException {
        given().contentType("application/zip")
                .body(Files.readAllBytes(zip))
                .post("/v1/" + type + "s/" + newName() + "/imports")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(containsString(why));
    }

    @Transactional
    long blobCount() {
        return ((Number) entities.createNativeQuery("select count(*) from blob").getSingleResult()).longValue();
    }
}
