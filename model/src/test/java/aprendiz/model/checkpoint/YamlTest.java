package aprendiz.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlTest {

    @Test
    void readersTakeTextsForTexts() {
        for (String text : List.of(
                "plain",
                "no",
                "NO",
                "true",
                "null",
                "~",
                "",
                " ",
                "1",
                "1.5",
                "0x1f",
                "1e3",
                "2026-01-01",
                "12:30",
                "a: b",
                "a #b",
                "#",
                "- a",
                "-",
                "?",
                "[a]",
                "{a}",
                "&a",
                "*a",
                "!a",
                "|",
                ">",
                "%a",
                "@a",
                "`a",
                "'a'",
                "\"a\"",
                "a\\b",
                "a\nb",
                "a\r\nb",
                "a\tb",
                "---",
                "...",
                "\u0000",
                "\u0007",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "ñ",
                "日本語",
                "\uD83D\uDE00",
                "\uD800",
                "=",
                "<<",
                ".inf",
                "0o7",
                "y",
                "apache-2.0",
                "a\n---\nb: c")) {
            assertThat(readBack(text)).as(text).isEqualTo(text);
        }
    }

    @Test
    void readersTakeAnyCharacters() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                int c = random.nextInt(4) == 0 ? random.nextInt(Character.MAX_CODE_POINT + 1) : random.nextInt(128);
                text.appendCodePoint(c);
            }
            assertThat(readBack(text.toString())).isEqualTo(text.toString());
        }
    }

    @Test
    void nestsListsAndObjects() {
        ObjectNode node = ModelConfigTest.json("""
                {"a": [1, 2.5, "x"], "b": {"c": {"d": "e"}, "f": []}, "g": [{"h": [{"i": true, "j": null}], "k": {"l": "m"}}, "n"]}
                """);
        assertThat(aprendiz.model.checkpoint.Yaml.of(node)).isEqualTo("""
                        a:
                        - 1
                        - 2.5
                        - x
                        b:
                          c:
                            d: e
                          f: []
                        g:
                        - h:
                          - i: true
                            j: null
                          k:
                            l: m
                        - "n"
                        """);
    }

    private static Object readBack(String text) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("key", text);
        node.putArray("list").add(text);
        node.put(text.equals("key") || text.equals("list") ? "other" : text, text);
        Map<String, Object> read = read(aprendiz.model.checkpoint.Yaml.of(node));
        assertThat(read).hasSize(3).containsEntry("list", List.of(text)).containsEntry(text, text);
        return read.get("key");
    }

    static Map<String, Object> read(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }
}
