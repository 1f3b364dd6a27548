package aprendiz.registry.aliases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AliasesTest extends RegistryTest {

    private ModelName model;

    @BeforeEach
    void publishFour() throws IOException {
        model = newName();
        for (int i = 1; i <= 4; i++) {
            client.publish(RepositoryType.MODEL, model, Sample.model(temp.resolve("v" + i), i), "", null);
        }
    }

    @Test
    void movesAndRemembersEveryMove() {
        AliasMove first = move("champion", 1, 0);
        AliasMove second = move("champion", 3, 1);

        assertThat(first.from()).isNull();
        assertThat(second.from()).isEqualTo(1);
        assertThat(client.aliasHistory(model, "champion")).containsExactly(second, first);
        assertThat(client.repository(RepositoryType.MODEL, model).aliases()).containsEntry("champion", 3);
        assertThat(client.version(RepositoryType.MODEL, model, "champion").number())
                .isEqualTo(3);
    }

    @Test
    void aFailedExpectationSaysWhoHoldsIt() {
        client.moveAlias(model, "champion", new AliasWish(2, 0, "ana", "better in Spanish"));
        assertThatThrownBy(() -> client.moveAlias(model, "champion", new AliasWish(3, 1, "luis", "newer")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT))
                .hasMessageContaining("holds version 2, where ana moved it")
                .hasMessageContaining("better in Spanish");
    }

    @Test
    void ofManyMoversOneWins() throws Exception {
        move("champion", 1, 0);
        List<Future<AliasMove>> moves = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                AliasWish wish = new AliasWish(2 + i % 3, 1, "mover " + i, "");
                moves.add(threads.submit(() -> client.moveAlias(model, "champion", wish)));
            }
        }
        int winners = 0;
        for (Future<AliasMove> one : moves) {
            try {
                one.get();
                winners++;
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT));
            }
        }
        assertThat(winners).isEqualTo(1);
        assertThat(client.aliasHistory(model, "champion")).hasSize(2);
    }

    @Test
    void theSameWishAgainHasTheSameAnswer() {
        AliasMove once = move("challenger", 2, 0);
        assertThat(move("challenger", 2, 0)).isEqualTo(once);
        assertThat(client.moveAlias(model, "challenger", new AliasWish(2, 2, "another", "stays")))
                .isEqualTo(once);
        assertThat(client.aliasHistory(model, "challenger")).hasSize(1);
    }

    @Test
    void refusesVersionsThatDoNotExist() {
        assertThatThrownBy(() -> move("champion", 9, 0))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("version 9");
        assertThatThrownBy(() -> client.aliasHistory(model, "champion")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> client.moveAlias(newName(), "champion", new AliasWish(1, 0, "me", "")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "HEAD", "17", "deadbeef", "a/b", "refs/heads/x", " ", "ñ"})
    void refusesAliasesThatCouldMeanSomethingElse(String alias) {
        assertThatThrownBy(() -> move(alias, 1, 0)).isInstanceOf(Problem.class);
    }

    private AliasMove move(String alias, int version, int expected) {
        return client.moveAlias(model, alias, new AliasWish(version, expected, "me", "a test"));
    }
}
