package aprendiz.training.workers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.local.TestInfrastructure;
import aprendiz.training.Surroundings;
import aprendiz.training.TrainingServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A worker that may have two jobs at hand. */
@QuarkusTest
@TestProfile(TwoJobsTest.TwoAtOnce.class)
class TwoJobsTest extends TrainingServiceTest {

    /** Room for two jobs, however few processors there are. */
    public static final class TwoAtOnce implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(TestInfrastructure.class),
                    new TestResourceEntry(Surroundings.class, Map.of("aprendiz.training.worker.jobs", "2")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Test
    void twoRunAtOnceAndAThirdWhenOneHasEnded() throws IOException {
        String one = submitted(recipe(newName("waiting")));
        String other = submitted(recipe(newName("waiting")));
        String third = submitted(recipe(newName("good")));
        untilStep(one, 2);
        untilStep(other, 2);
        assertThat(job(third).getString("state")).isEqualTo("queued");
        Files.createFile(folder(other).path().resolve("go"));
        assertThat(ended(other).getString("state")).isEqualTo("succeeded");
        assertThat(ended(third).getString("state")).isEqualTo("succeeded");
        assertThat(job(one).getString("state")).isEqualTo("running");
        given().post("/v1/jobs/" + one + "/cancel").then().statusCode(200);
    }
}
