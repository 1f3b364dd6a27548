package aprendiz.registry.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Scrub;
import aprendiz.model.catalog.Sweep;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Rows;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SweepTest extends RegistryTest {

    @Inject
    RegistrySettings settings;

    /** What other tests have left is of no interest here. */
    @BeforeEach
    void sweepFirst() {
        client.retention().sweep(false);
    }

    private Digest upload(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        given().body(bytes).put("/v1/blobs/" + digest).then().statusCode(201);
        return digest;
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }

    private Path place(Digest digest) {
        String hex = digest.hex();
        return Path.of(settings.blobs(), hex.substring(0, 2), hex.substring(2, 4), hex);
    }

    @Test
    void whatNothingNeedsIsCountedFirstAndThenGivenBack() throws IOException {
        Digest unneeded = upload(unique());
        Digest fresh = upload(unique());
        Version version = client.publish(
                RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 77), unique(), null);
        Rows.age(unneeded);
        version.files().forEach(file -> Rows.age(file.sha256()));

        Sweep would = client.retention().sweep(true);
        assertThat(would.dryRun()).isTrue();
        assertThat(would.blobs()).isEqualTo(1);
        assertThat(would.bytes()).isEqualTo(36);
        assertThat(place(unneeded)).exists();
        given().post("/v1/retention/sweep").then().body("dryRun", is(true)).body("blobs", is(1));

        Sweep did = client.retention().sweep(false);
        assertThat(did.blobs()).isEqualTo(1);
        assertThat(did.bytes()).isEqualTo(36);
        assertThat(place(unneeded)).doesNotExist();
        assertThat(place(fresh)).exists();
        version.files().forEach(file -> assertThat(place(file.sha256())).exists());
        given().head("/v1/blobs/" + unneeded).then().statusCode(404);
        assertThat(client.retention().sweep(false).blobs()).isZero();
    }

    @Test
    void whoeverAsksForABlobKeepsItFromTheSweep() {
        Digest wanted = upload(unique());
        Rows.age(wanted);
        given().head("/v1/blobs/" + wanted).then().statusCode(200);
        assertThat(client.retention().sweep(false).blobs()).isZero();
        given().head("/v1/blobs/" + wanted).then().statusCode(200);
    }

    @Test
    void theBytesOfADeletedVersionGoWhenItsGraceIsOver() throws IOException {
        ModelName name = newName();
        Version first = client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("a"), 501), "", null);
        client.retention().delete(RepositoryType.MODEL, name, 1, "ana", "a mistake", false);
        first.files().forEach(file -> Rows.age(file.sha256()));
        Sweep early = client.retention().sweep(false);
        assertThat(early.deletions()).isZero();
        assertThat(early.blobs()).isZero();

        Rows.change(
                "update version set deleted_at = now() - interval '8 days' where commit = ? and deleted_at is not null",
                first.commit());
        Sweep late = client.retention().sweep(false);
        assertThat(late.deletions()).isEqualTo(1);
        FileEntry weights = first.files().stream()
                .filter(file -> file.path().endsWith(".safetensors"))
                .findFirst()
                .orElseThrow();
        assertThat(place(weights.sha256())).doesNotExist();
        assertThat(client.retention()
                        .deletions(RepositoryType.MODEL, name)
                        .getFirst()
                        .restorable())
                .isFalse();
        assertThatThrownBy(() -> client.retention().restore(RepositoryType.MODEL, name, 1, "ana"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT))
                .hasMessageContaining("were swept away");
        Version again = client.publish(RepositoryType.MODEL, name, temp.resolve("a"), "", null);
        assertThat(again.number()).isEqualTo(2);
        client.fetch(RepositoryType.MODEL, again, temp.resolve("cache"));
    }

    @Test
    void whatADeadUploadLeftInTheStoreGoesToo() throws IOException {
        byte[] bytes = unique().getBytes(StandardCharsets.UTF_8);
        Path stray = place(Digest.of(bytes));
        Files.createDirectories(stray.getParent());
        Files.write(stray, bytes);
        assertThat(client.retention().sweep(false).strays()).isZero();
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        assertThat(client.retention().sweep(true).strays()).isEqualTo(1);
        assertThat(stray).exists();
        assertThat(client.retention().sweep(false).strays()).isEqualTo(1);
        assertThat(stray).doesNotExist();
    }

    @Test
    void rotIsFoundSaidOnceAndHealedByPuttingTheBytesAgain() throws IOException {
        ModelName name = newName();
        Path folder = Sample.dataset(temp.resolve("data"), 78);
        Files.writeString(folder.resolve("one.txt"), unique());
        Files.writeString(folder.resolve("two.txt"), unique());
        Version version = client.publish(RepositoryType.DATASET, name, folder, "", null);
        Digest changed = Digest.of(folder.resolve("one.txt"));
        Digest lost = Digest.of(folder.resolve("two.txt"));
        Files.writeString(place(changed), "other bytes");
        Files.delete(place(lost));

        Scrub scrub = client.retention().scrub(Long.MAX_VALUE);
        assertThat(scrub.checked()).isGreaterThan(2);
        assertThat(scrub.due()).isZero();
        Digest other = Digest.of("other bytes".getBytes(StandardCharsets.UTF_8));
        assertThat(scrub.rotten())
                .filteredOn(rot -> rot.sha256().equals(changed) || rot.sha256().equals(lost))
                .extracting(Scrub.Rot::sha256, Scrub.Rot::found, Scrub.Rot::needed)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(changed, other.hex(), 1L),
                        org.assertj.core.groups.Tuple.tuple(lost, "missing", 1L));
        client.retention().scrub(Long.MAX_VALUE);
        for (Digest one : java.util.List.of(changed, lost)) {
            assertThat(Rows.read(
                            "select event from outbox where event::text like ? and event::text like '%blob.rotten%'",
                            "%" + one + "%"))
                    .hasSize(1);
        }
        given().get("/q/metrics").then().body(containsString("aprendiz_registry_blobs_rotten_total"));

        assertThat(client.publish(RepositoryType.DATASET, name, folder, "", null))
                .isEqualTo(version);
        assertThat(client.retention().report().rotten())
                .extracting(Scrub.Rot::sha256)
                .doesNotContain(changed, lost);
        client.fetch(RepositoryType.DATASET, version, temp.resolve("cache"));
    }

    @Test
    void aScrubReadsNoMoreThanItIsAskedTo() {
        upload(unique());
        upload(unique());
        Rows.change("update blob set scrubbed_at = null, created_at = now() - interval '40 days'");
        assertThat(client.retention().report().due()).isGreaterThan(1);
        assertThat(client.retention().scrub(1).checked()).isEqualTo(1);
        client.retention().scrub(Long.MAX_VALUE);
        assertThat(client.retention().report().due()).isZero();
    }
}
