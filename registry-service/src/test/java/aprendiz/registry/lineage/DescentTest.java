package aprendiz.registry.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.ModelName;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DescentTest extends RegistryTest {

    @Test
    void goesUpToAncestorsAndDownToDescendants() throws IOException {
        Version data =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("data"), 1), "", null);
        Version base = client.publish(RepositoryType.MODEL, newName(), Sample.model(temp.resolve("base"), 1), "", null);
        Version child = publish(newName(), 2, base, data);
        Version grandchild = publish(newName(), 3, child, data);
        Version sibling = publish(newName(), 4, base, data);

        Lineage ofChild = client.lineage(child.name(), "main");
        assertThat(labels(ofChild))
                .containsExactlyInAnyOrder(data.label(), base.label(), child.label(), grandchild.label());
        assertThat(ofChild.edges()).hasSize(4).anySatisfy(edge -> {
            assertThat(edge.child()).isEqualTo("model:" + child.label());
            assertThat(edge.parent().digest()).isEqualTo(base.digest());
        });
        assertThat(labels(client.lineage(base.name(), "1")))
                .containsExactlyInAnyOrder(base.label(), child.label(), grandchild.label(), sibling.label());
        assertThat(client.version(RepositoryType.MODEL, child.name(), "1").parents())
                .isEqualTo(List.of(
                        Sample.parent(Relation.FINE_TUNED_FROM, base), Sample.parent(Relation.TRAINED_ON, data)));
    }

    private Version publish(ModelName name, int seed, Version base, Version data) throws IOException {
        return client.publish(
                RepositoryType.MODEL, name, Sample.child(temp.resolve("m" + seed), seed, base, data), "", null);
    }

    private static List<String> labels(Lineage lineage) {
        return lineage.nodes().stream().map(Version::label).toList();
    }
}
