package aprendiz.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

    @Test
    void oneSettingChoosesFolderOrBucket() {
        assertThat(Location.parse("data/blobs")).isEqualTo(new Location.Folder(Path.of("data/blobs")));
        assertThat(Location.parse("s3://models")).isEqualTo(new Location.Bucket("models", ""));
        assertThat(Location.parse("s3://models/")).isEqualTo(new Location.Bucket("models", ""));
        assertThat(Location.parse("s3://models/a/b//")).isEqualTo(new Location.Bucket("models", "a/b/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s3://", "s3://UPPER/x", "s3://models/?x=1", "http://server/bucket"})
    void refusesWhatIsNeither(String setting) {
        assertThatThrownBy(() -> Location.parse(setting))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("s3://bucket/prefix");
    }
}
