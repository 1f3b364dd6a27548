package aprendiz.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.Reference;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow wrote, by {@code src/test/python/parquet.py}. */
class ParquetTableTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void find() throws URISyntaxException {
        folder = Path.of(ParquetTableTest.class.getResource("tagged.parquet").toURI())
                .getParent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "none"})
    void readsTextsNumbersAndTruthValues(String compression) {
        Table table = Table.read(folder, "rooms-" + compression + ".parquet");
        assertThat(table.columns()).containsExactly("text", "label", "score", "clean", "views");
        assertThat(table.rows())
                .containsExactly(
                        new Table.Row(1, List.of("a clean room", "1", "0.5", "true", "10000000000")),
                        new Table.Row(2, List.of("ruidoso, pero céntrico", "0", "1.0", "false", "2")),
                        new Table.Row(3, List.of("", "0", "", "false", "3")),
                        new Table.Row(4, List.of("good \uD83D\uDE00", "1", "-2.25", "true", "4")));
    }

    @Test
    void readsListsOfWordsAndTags() {
        DataSource source = new DataSource(
                Reference.parse("a/b"),
                "tagged.parquet",
                List.of("tokens"),
                "tags",
                List.of(),
                0,
                0,
                "tagged.parquet",
                "tagged.parquet");
        assertThat(Sentences.read(source, 1, folder).train())
                .containsExactly(
                        new Sentence(List.of("Ana", "met", "Luis"), List.of("B-PER", "O", "B-PER"), 1),
                        new Sentence(List.of("Lima", "."), List.of("B-LOC", "O"), 2));
    }

    @Test
    void namesAFileThatIsNone() throws IOException {
        Files.writeString(temp.resolve("a.parquet"), "text,label\n");
        assertThatThrownBy(() -> Table.read(temp, "a.parquet"))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("a.parquet")
                .hasMessageContaining("is no Parquet file that can be read");
        byte[] whole = Files.readAllBytes(folder.resolve("rooms-snappy.parquet"));
        whole[20] ^= 0x55;
        Files.write(temp.resolve("b.parquet"), whole);
        assertThatThrownBy(() -> Table.read(temp, "b.parquet")).isInstanceOf(BadData.class);
    }
}
