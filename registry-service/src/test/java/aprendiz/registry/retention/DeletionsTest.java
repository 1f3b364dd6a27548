package aprendiz.registry.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Deletion;
import aprendiz.model.catalog.Hold;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Rows;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeletionsTest extends RegistryTest {

    private static final RepositoryType MODEL = RepositoryType.MODEL;

    private Version publish(ModelName name, int seed) throws IOException {
        return client.publish(
                MODEL, name, Sample.model(temp.resolve(name.name() + seed), seed), "number " + seed, null);
    }

    private Deletion delete(Version version, boolean force) {
        return client.retention().delete(version.type(), version.name(), version.number(), "ana", "a mistake", force);
    }

    private List<String> events(ModelName name, String type) {
        return Rows.read(
                "select event from outbox where event::text like ? and event::text like ? order by 1",
                "%" + name + "%",
                "%dev.aprendiz." + type + "%");
    }

    @Test
    void aDeletedVersionIsFoundNoMoreAndComesBackWhenItIsRestored() throws IOException {
        ModelName name = newName();
        Version first = publish(name, 1);
        Version second = publish(name, 2);

        Deletion deletion = delete(second, false);
        assertThat(deletion.version().number()).isEqualTo(2);
        assertThat(deletion.by()).isEqualTo("ana");
        assertThat(deletion.reason()).isEqualTo("a mistake");
        assertThat(deletion.restorable()).isTrue();
        assertThat(client.versions(MODEL, name)).containsExactly(first);
        assertThat(client.version(MODEL, name, "main")).isEqualTo(first);
        assertThat(client.repository(MODEL, name).latest()).isEqualTo(1);
        for (String revision : List.of("2", second.commit(), second.commit().substring(0, 10))) {
            given().get("/v1/models/" + name + "/versions/" + revision).then().statusCode(404);
            given().get("/api/models/" + name + "/revision/" + revision).then().statusCode(404);
            given().get("/" + name + "/resolve/" + revision + "/config.json")
                    .then()
                    .statusCode(404);
        }
        given().get("/api/models/" + name).then().body("sha", is(first.commit()));
        given().get("/api/models/" + name + "/refs").then().body("tags.name", is(List.of("1")));
        assertThat(given().get("/v1/search/models?namespace=acme&q=" + name.name())
                        .jsonPath()
                        .getList("version.number"))
                .containsExactly(1);
        assertThat(client.retention().deletions(MODEL, name)).containsExactly(deletion);

        assertThat(client.retention().restore(MODEL, name, 2, "ben")).isEqualTo(second);
        assertThat(client.versions(MODEL, name)).containsExactly(second, first);
        given().get("/api/models/" + name).then().body("sha", is(second.commit()));
        given().get("/" + name + "/resolve/2/config.json").then().statusCode(200);
        assertThat(client.retention().deletions(MODEL, name)).isEmpty();
        assertThat(events(name, "version.deleted")).hasSize(1);
        assertThat(events(name, "version.restored")).hasSize(1);
    }

    @Test
    void aVersionInTheMiddleLeavesNoHoleInTheHistory() throws IOException {
        ModelName name = newName();
        Version first = publish(name, 1);
        Version second = publish(name, 2);
        Version third = publish(name, 3);
        delete(second, false);
        assertThat(given().get("/api/models/" + name + "/commits/main")
                        .jsonPath()
                        .getList("id"))
                .containsExactly(third.commit(), first.commit());
        client.retention().restore(MODEL, name, 2, "ana");
        assertThat(given().get("/api/models/" + name + "/commits/main")
                        .jsonPath()
                        .getList("id"))
                .containsExactly(third.commit(), second.commit(), first.commit());
    }

    @Test
    void whatIsNeededStaysAndEveryReasonIsSaid() throws IOException {
        Version data =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 1), "", null);
        Version base = publish(newName(), 1);
        Version child = client.publish(MODEL, newName(), Sample.child(temp.resolve("child"), 2, base, data), "", null);
        client.moveAlias(base.name(), "champion", new AliasWish(1, 0, "ana", ""));
        client.moveAlias(base.name(), "challenger", new AliasWish(1, 0, "ana", ""));
        client.retention().hold(MODEL, base.name(), 1, "audit", "ben", "until the audit of May");

        given().delete("/v1/models/" + base.name() + "/versions/1?reason=old")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("title", is("Version is needed"))
                .body(
                        "violations.field",
                        hasItems("alias challenger", "alias champion", "hold audit", "descendant " + child.label()));
        assertThatThrownBy(() -> delete(base, true))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
                    assertThat(problem.complaints())
                            .extracting(Problem.Complaint::path)
                            .hasSize(3);
                })
                .hasMessageContaining("until the audit of May");
        assertThatThrownBy(() -> delete(data, false)).hasMessageContaining("was trained-on it");
        assertThat(client.version(MODEL, base.name(), "champion")).isEqualTo(base);
        assertThat(client.retention().deletions(MODEL, base.name())).isEmpty();
        assertThat(events(base.name(), "version.deleted")).isEmpty();
    }

    @Test
    void forcedTheLineageKeepsWhatWasDeleted() throws IOException {
        Version data =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 1), "", null);
        Version base = publish(newName(), 1);
        Version child = client.publish(MODEL, newName(), Sample.child(temp.resolve("child"), 2, base, data), "", null);
        delete(base, true);
        Lineage lineage = client.lineage(child.name(), "1");
        assertThat(lineage.deleted()).containsExactly("model:" + base.label());
        assertThat(lineage.edges()).extracting(edge -> edge.parent().digest()).contains(base.digest());
        assertThat(client.version(MODEL, child.name(), "1").parents()).isEqualTo(child.parents());
        assertThat(client.lineageText(MODEL, child.name(), "1", "both", 9, "dot"))
                .contains("style=dashed");
        assertThatThrownBy(() ->
                        client.publish(MODEL, newName(), Sample.child(temp.resolve("late"), 3, base, data), "", null))
                .hasMessageContaining("there is no model " + base.label() + " here");
    }

    @Test
    void aHoldIsSetOnceAndReleased() throws IOException {
        Version version = publish(newName(), 1);
        Hold hold = client.retention().hold(MODEL, version.name(), 1, "audit", "ana", "first");
        assertThat(client.retention().hold(MODEL, version.name(), 1, "audit", "ben", "second"))
                .isEqualTo(hold);
        assertThat(client.retention().holds(MODEL, version.name(), 1)).containsExactly(hold);
        client.retention().release(MODEL, version.name(), 1, "audit", "ana");
        assertThat(client.retention().holds(MODEL, version.name(), 1)).isEmpty();
        assertThatThrownBy(() -> client.retention().release(MODEL, version.name(), 1, "audit", "ana"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND));
        assertThat(events(version.name(), "version.hold-changed")).hasSize(2);
        delete(version, false);
    }

    @Test
    void theSameFilesMayBePublishedAgainUnderANewNumber() throws IOException {
        ModelName name = newName();
        Version first = publish(name, 1);
        delete(first, false);
        given().get("/v1/models/" + name).then().statusCode(404);
        Version again = publish(name, 1);
        assertThat(again.number()).isEqualTo(2);
        assertThat(again.digest()).isEqualTo(first.digest());
        assertThatThrownBy(() -> client.retention().restore(MODEL, name, 1, "ana"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT))
                .hasMessageContaining("as version 2");
    }

    @Test
    void deletingNeedsAReasonAndAVersion() throws IOException {
        Version version = publish(newName(), 1);
        String address = "/v1/models/" + version.name() + "/versions/";
        given().delete(address + "1").then().statusCode(400);
        given().delete(address + "9?reason=old").then().statusCode(404);
        given().delete("/v1/models/acme/nobody/versions/1?reason=old").then().statusCode(404);
        delete(version, false);
        given().delete(address + "1?reason=twice").then().statusCode(404).body("title", is("Version deleted"));
    }
}
