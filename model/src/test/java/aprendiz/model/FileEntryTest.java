package aprendiz.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileEntryTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "1_Pooling/config.json",
                "a/b/c/d.txt",
                ".gitattributes",
                "...",
                "a..b/..c",
                "habitación 1.csv",
                "日本語/データ.csv",
                "\uD83D\uDE00"
            })
    void takesPathsInsideTheFolder(String path) {
        assertThat(FileEntry.checkPath(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                ".git",
                ".git/config",
                "a/.GIT/hooks/pre-commit",
                "a\\b",
                "..\\x",
                "C:/x",
                "C:x",
                "file.txt:stream",
                "a\u0000b",
                "\u0000",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "\uD800",
                "a\uDC00/b"
            })
    void refusesPathsThatCouldLeadOutOfIt(String path) {
        refuses(path);
    }

    @Test
    void refusesPathsThatNoFileSystemTakes() {
        refuses(null);
        refuses("a".repeat(10_000));
        refuses("a/".repeat(600) + "a");
        refuses("a".repeat(256));
        refuses("é".repeat(128));
        assertThat(FileEntry.checkPath("a".repeat(255))).hasSize(255);
        assertThat(FileEntry.checkPath("é".repeat(127))).hasSize(127);
    }

    @Test
    void refusesEntriesWithoutASizeOrDigest() {
        assertThatThrownBy(() -> new FileEntry("a", -1, DIGEST)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new FileEntry("a", 1, null))
                .isInstanceOf(Problem.class)
                .hasMessage("a: no sha256");
        assertThatThrownBy(() -> new FileEntry("../a", 1, DIGEST)).isInstanceOf(Problem.class);
    }

    private static void refuses(String path) {
        assertThatThrownBy(() -> FileEntry.checkPath(path))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
                .satisfies(problem ->
                        assertThat(problem.getMessage()).hasSizeLessThan(350).doesNotContain("\n"));
    }
}
