package aprendiz.registry;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RoundTripTest extends RegistryTest {

    @Test
    void whatIsPublishedComesBackByteForByte() throws IOException {
        ModelName name = newName();
        Path folder = Sample.model(temp.resolve("model"), 1);
        Version published = client.publish(RepositoryType.MODEL, name, folder, "first", null);

        assertThat(published.number()).isEqualTo(1);
        assertThat(published.kind()).isEqualTo(Kind.BASE);
        assertThat(published.metrics()).containsEntry("accuracy", 0.75);
        assertThat(published.commit()).isEqualTo(published.digest().hex().substring(0, 40));
        Path fetched = client.fetch(RepositoryType.MODEL, published, temp.resolve("cache"));
        assertThat(fetched).hasFileName(published.commit());
        for (FileEntry file : published.files()) {
            assertThat(fetched.resolve(file.path())).hasSameBinaryContentAs(folder.resolve(file.path()));
        }
        assertThat(published.files()).hasSize(4);
    }

    @Test
    void versionsAreFoundByNumberCommitAndMain() throws IOException {
        ModelName name = newName();
        Version first = client.publish(RepositoryType.DATASET, name, Sample.dataset(temp.resolve("a"), 1), "one", null);
        Version second =
                client.publish(RepositoryType.DATASET, name, Sample.dataset(temp.resolve("b"), 2), "two", null);

        assertThat(client.version(RepositoryType.DATASET, name, "1")).isEqualTo(first);
        assertThat(client.version(RepositoryType.DATASET, name, "main")).isEqualTo(second);
        assertThat(client.version(RepositoryType.DATASET, name, first.commit().substring(0, 8)))
                .isEqualTo(first);
        assertThat(client.versions(RepositoryType.DATASET, name)).containsExactly(second, first);
        assertThat(client.list(RepositoryType.DATASET))
                .extracting(Repository::name)
                .contains(name);
        assertThat(client.repository(RepositoryType.DATASET, name).latest()).isEqualTo(2);
    }

    @Test
    void publishingAgainAnswersTheVersionThatIsThere() throws IOException {
        ModelName name = newName();
        Path folder = Sample.dataset(temp.resolve("a"), 1);
        Version first = client.publish(RepositoryType.DATASET, name, folder, "one", "key-1");

        assertThat(client.publish(RepositoryType.DATASET, name, folder, "the same", null))
                .isEqualTo(first);
        Path changed = Sample.dataset(temp.resolve("b"), 2);
        assertThat(client.publish(RepositoryType.DATASET, name, changed, "the same key", "key-1"))
                .isEqualTo(first);
        assertThat(client.publish(RepositoryType.DATASET, name, changed, "another key", "key-2")
                        .number())
                .isEqualTo(2);
    }

    @Test
    void aFileOfManyMegabytesGoesBothWays() throws IOException {
        ModelName name = newName();
        Path folder = Files.createDirectories(temp.resolve("big"));
        byte[] bytes = new byte[24 << 20];
        new Random(7).nextBytes(bytes);
        Files.write(folder.resolve("data.bin"), bytes);
        Files.createFile(folder.resolve("empty.txt"));
        Version version = client.publish(RepositoryType.DATASET, name, folder, "", null);

        Path fetched = client.fetch(RepositoryType.DATASET, version, temp.resolve("cache"));
        assertThat(Digest.of(fetched.resolve("data.bin"))).isEqualTo(Digest.of(bytes));
        assertThat(fetched.resolve("empty.txt")).isEmptyFile();
    }
}
