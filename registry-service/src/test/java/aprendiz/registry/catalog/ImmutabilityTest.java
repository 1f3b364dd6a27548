package aprendiz.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ImmutabilityTest extends RegistryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update version set message = 'rewritten'",
                "delete from version",
                "truncate version cascade",
                "update version_file set size = 0",
                "delete from version_file",
                "insert into version_file (version_id, path, size, sha256) select v.id, 'late.txt', b.size, b.sha256 from version v, blob b limit 1",
                "update lineage_edge set relation = 'member-of'",
                "insert into lineage_edge (child_id, parent_id, relation) select id, id, 'member-of' from version limit 1",
                "update alias_move set moved_by = 'somebody else'",
                "delete from alias_move"
            })
    void theDatabaseItselfRefusesToChangeWhatIsPublished(String statement) throws IOException, SQLException {
        ModelName model = newName();
        client.publish(RepositoryType.MODEL, model, Sample.model(temp.resolve("model"), 1), "", null);
        client.moveAlias(model, "champion", new AliasWish(1, 0, "me", ""));
        try (Connection connection = DriverManager.getConnection(
                        TestInfrastructure.databaseUrl() + "?currentSchema=registry",
                        TestInfrastructure.databaseUser(),
                        TestInfrastructure.databasePassword());
                Statement executed = connection.createStatement()) {
            assertThatThrownBy(() -> executed.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23001"));
        }
    }
}
