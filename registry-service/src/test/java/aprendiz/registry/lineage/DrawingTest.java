package aprendiz.registry.lineage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DrawingTest extends RegistryTest {

    private Version data;
    private Version base;
    private Version child;

    @BeforeEach
    void publish() throws IOException {
        data = client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 1), "", null);
        base = client.publish(RepositoryType.MODEL, newName(), Sample.model(temp.resolve("base"), 1), "", null);
        child = client.publish(
                RepositoryType.MODEL, newName(), Sample.child(temp.resolve("child"), 2, base, data), "", null);
    }

    private String address() {
        return "/v1/models/" + child.name() + "/lineage/1";
    }

    @Test
    void drawsForGraphviz() {
        String text = client.lineageText(RepositoryType.MODEL, child.name(), "1", "both", 10, "dot");
        assertThat(text)
                .startsWith("digraph lineage {")
                .contains("\"model:" + child.label() + "\" -> \"model:" + base.label()
                        + "\" [label=\"fine-tuned-from\"];")
                .contains("\"model:" + child.label() + "\" -> \"dataset:" + data.label() + "\" [label=\"trained-on\"];")
                .contains("\"dataset:" + data.label() + "\" [label=\"" + data.label() + "\\ndataset\\n"
                        + data.digest().hex().substring(0, 12) + "\", shape=cylinder];")
                .endsWith("}\n");
    }

    @Test
    void drawsForMermaid() {
        String text = client.lineageText(RepositoryType.MODEL, child.name(), "1", "up", 10, "mermaid");
        assertThat(text)
                .startsWith("flowchart BT\n")
                .contains("[(\"" + data.label() + "<br/>dataset<br/>")
                .contains("v2 -- fine-tuned-from --> v1\n")
                .contains("v2 -- trained-on --> v0\n");
    }

    @Test
    void answersInTheFormatThatIsAccepted() {
        given().accept("text/vnd.graphviz")
                .get(address())
                .then()
                .statusCode(200)
                .contentType(startsWith("text/vnd.graphviz"))
                .body(containsString("digraph"));
        given().accept("text/vnd.mermaid")
                .get(address())
                .then()
                .statusCode(200)
                .contentType(startsWith("text/vnd.mermaid"));
        given().get(address()).then().contentType(startsWith("application/json"));
    }

    @Test
    void whatDescendsFromADataSet() {
        Lineage down = client.lineage(RepositoryType.DATASET, data.name(), "main", "down", 1);
        assertThat(down.nodes().stream().map(Version::label)).containsExactlyInAnyOrder(data.label(), child.label());
        assertThat(down.truncated()).isFalse();
    }

    @Test
    void goesAsFarAsItIsAskedToAndSaysThatThereIsMore() throws IOException {
        Version grandchild = client.publish(
                RepositoryType.MODEL, newName(), Sample.child(temp.resolve("grand"), 3, child, data), "", null);
        Lineage near = client.lineage(RepositoryType.MODEL, grandchild.name(), "1", "up", 1);
        assertThat(labels(near)).containsExactlyInAnyOrder(grandchild.label(), child.label(), data.label());
        assertThat(near.truncated()).isTrue();
        assertThat(client.lineage(RepositoryType.MODEL, grandchild.name(), "1", "up", 2)
                        .truncated())
                .isFalse();
        given().get("/v1/models/" + grandchild.name() + "/lineage/1?limit=2")
                .then()
                .body("nodes.size()", org.hamcrest.Matchers.is(2))
                .body("truncated", org.hamcrest.Matchers.is(true));
        assertThat(labels(client.lineage(RepositoryType.MODEL, base.name(), "1", "up", 5)))
                .containsExactly(base.label());
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=png", "direction=sideways", "depth=0", "depth=1001", "limit=0"})
    void refusesWhatItDoesNotUnderstand(String query) {
        given().get(address() + "?" + query)
                .then()
                .statusCode(400)
                .body("detail", containsString(query.substring(0, query.indexOf('='))));
    }

    private static List<String> labels(Lineage lineage) {
        return lineage.nodes().stream().map(Version::label).toList();
    }
}
