package aprendiz.registry.signing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.model.signing.SigningKey;
import aprendiz.model.signing.TrustedKeys;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import aprendiz.registry.access.AccessTest;
import aprendiz.registry.client.RegistryClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry of this profile has a signing key. */
@QuarkusTest
@TestProfile(AccessTest.Tokens.class)
class SignaturesTest extends RegistryTest {

    private static final Path KEYS = Path.of("src/test/resources/aprendiz/registry/signing");
    private static final SigningKey KEY = SigningKey.read(KEYS.resolve("key.pem"));
    private static final SigningKey OLDER = SigningKey.read(KEYS.resolve("older-key.pem"));

    @Inject
    Signatures signatures;

    @Inject
    EntityManager entities;

    private ModelName name;
    private Version version;

    @BeforeEach
    void publish() throws IOException {
        client = client.withToken("hf_ana");
        name = newName();
        version = client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("model"), 1), "", null);
    }

    @Test
    void whatIsPublishedIsSignedAndFetchedByWhoTrustsTheKey() throws IOException {
        RegistryClient trusting = client.trusting(TrustedKeys.of(KEY.publicKey()));
        Path folder = trusting.fetch(RepositoryType.MODEL, version, temp.resolve("cache"));

        assertThat(client.version(RepositoryType.MODEL, name, "1")).isEqualTo(version);
        assertThat(client.signatures(RepositoryType.MODEL, name, "main"))
                .extracting(VersionSignature::key)
                .containsExactly(KEY.id());
        Path kept = temp.resolve("cache/" + version.commit() + ".model.sig");
        TrustedKeys.of(KEY.publicKey()).verify("it", version.files(), Files.readAllBytes(kept));
        assertThat(folder.resolve(Signatures.FILE)).doesNotExist();
        assertThat(given().header("Authorization", "Bearer hf_luis")
                        .get("/v1/signing-key")
                        .asString())
                .isEqualTo(KEY.publicKey());
    }

    @Test
    void theSignatureLiesBesideTheFilesForClientsOfTheHub() {
        String path = "/" + name + "/resolve/" + version.commit() + "/model.sig";
        Response head = given().header("Authorization", "Bearer hf_luis").head(path);
        Response get = given().header("Authorization", "Bearer hf_luis").get(path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("X-Repo-Commit")).isEqualTo(version.commit());
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(get.asByteArray().length));
        TrustedKeys.of(KEY.publicKey()).verify("it", version.files(), get.asByteArray());
        assertThat(given().header("Authorization", "Bearer hf_luis")
                        .get("/api/models/" + name + "/tree/main")
                        .asString())
                .doesNotContain("model.sig");
    }

    @Test
    void aVersionThatAnotherKeySignedOrNoneIsRefused() {
        RegistryClient strict = client.trusting(TrustedKeys.of(OLDER.publicKey()));
        assertThatThrownBy(() -> strict.fetch(RepositoryType.MODEL, version, temp.resolve("cache")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED))
                .hasMessageContaining(KEY.id());
        unsign();
        assertThatThrownBy(() -> strict.fetch(RepositoryType.MODEL, version, temp.resolve("cache")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED))
                .hasMessageContaining("it is not signed");
        assertThat(temp.resolve("cache/" + version.commit())).doesNotExist();
        client.fetch(RepositoryType.MODEL, version, temp.resolve("cache"));
    }

    @Test
    void keysAreRotatedByKeepingWhatTheOlderOneSigned() throws IOException {
        unsign();
        signatures.add(RepositoryType.MODEL, name, "1", OLDER.id(), OLDER.sign(name.toString(), version.files()));
        client.trusting(TrustedKeys.of(OLDER.publicKey())).fetch(RepositoryType.MODEL, version, temp.resolve("before"));

        assertThat(client.sign(RepositoryType.MODEL, name, "1"))
                .extracting(VersionSignature::key)
                .containsExactly(KEY.id(), OLDER.id());
        assertThat(client.sign(RepositoryType.MODEL, name, "1")).hasSize(2);
        for (SigningKey one : List.of(KEY, OLDER)) {
            client.trusting(TrustedKeys.of(one.publicKey()))
                    .fetch(RepositoryType.MODEL, version, temp.resolve("cache"));
        }
    }

    @Transactional
    void unsign() {
        entities.createNativeQuery("delete from version_signature where version_id in"
                        + " (select id from version where commit = ?1)")
                .setParameter(1, version.commit())
                .executeUpdate();
    }
}
