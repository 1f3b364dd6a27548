package aprendiz.training.data;

import aprendiz.training.recipe.DataSource;
import java.nio.file.Path;

/**
 * A text by itself.
 *
 * @param group of those that stay in one part
 */
public record PlainText(String text, String group) {

    /** @throws BadData with every complaint of all files */
    public static Parted<PlainText> read(DataSource source, long seed, Path folder) {
        return Parted.read(
                source,
                seed,
                file -> Examples.read(folder, file, source, false).stream()
                        .map(one -> new PlainText(one.text(), one.group()))
                        .toList(),
                PlainText::group);
    }
}
