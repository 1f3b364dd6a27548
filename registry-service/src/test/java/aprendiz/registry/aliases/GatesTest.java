package aprendiz.registry.aliases;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.is;

import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasGates;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasRefusal;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.Gate;
import aprendiz.model.catalog.GateVerdict;
import aprendiz.model.catalog.TestSet;
import aprendiz.model.catalog.Version;
import aprendiz.model.metrics.Interval;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GatesTest extends RegistryTest {

    private ModelName model;
    private TestSet rooms;
    private Version base;
    private Version first;
    private Version second;

    @BeforeEach
    void publish() throws IOException {
        model = newName();
        Version data =
                client.publish(RepositoryType.DATASET, newName(), Sample.dataset(temp.resolve("d"), 1), "", null);
        rooms = new TestSet(data.name(), "1", null);
        base = client.publish(RepositoryType.MODEL, newName(), Sample.model(temp.resolve("base"), 1), "", null);
        first = client.publish(RepositoryType.MODEL, model, Sample.child(temp.resolve("a"), 2, base, data), "", null);
        second = client.publish(
                RepositoryType.MODEL,
                model,
                Sample.seal(
                        Sample.files(temp.resolve("b"), 3),
                        Kind.INCREMENTAL,
                        List.of(Sample.parent(Relation.CONTINUED_FROM, base))),
                "",
                null);
    }

    @Test
    void aMoveThatFailsSaysEveryConditionWithBothFiguresAndIsRemembered() {
        client.moveAlias(model, "champion", new AliasWish(1, 0, "ana", "first"));
        client.setGates(
                model,
                "champion",
                new AliasGates(
                        List.of(
                                new Gate.AtLeast("accuracy", rooms, null, 0.8),
                                new Gate.BetterThanHolder("accuracy", rooms, null, 0.02),
                                new Gate.Forgetting("accuracy", 0.01)),
                        false,
                        "ana",
                        null));
        measure(base, 0.90);
        measure(first, 0.78);
        measure(second, 0.79);

        Problem problem = catchThrowableOfType(
                Problem.class, () -> client.moveAlias(model, "champion", new AliasWish(2, 1, "luis", "newer")));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.complaints())
                .hasSize(3)
                .extracting(Problem.Complaint::message)
                .satisfiesExactly(
                        one -> assertThat(one).contains("0.7900", "bar is 0.8000"),
                        one -> assertThat(one).contains("0.7900", "0.7800", "margin is 0.0200"),
                        one -> assertThat(one).contains("0.7900", base.label(), "0.9000", "budget is 0.0100"));

        assertThat(client.repository(RepositoryType.MODEL, model).aliases()).containsEntry("champion", 1);
        AliasRefusal refusal = client.aliasRefusals(model, "champion").getFirst();
        assertThat(refusal.by()).isEqualTo("luis");
        assertThat(refusal.gates()).hasSize(3).noneMatch(GateVerdict::passed);

        measure(second, 0.895);
        AliasMove moved = client.moveAlias(model, "champion", new AliasWish(2, 1, "luis", "measured again"));
        assertThat(moved.gates()).hasSize(3).allMatch(GateVerdict::passed);
        assertThat(client.aliasHistory(model, "champion").getFirst()).isEqualTo(moved);
    }

    @Test
    void whatWasNotMeasuredDoesNotPass() {
        client.setGates(
                model,
                "champion",
                new AliasGates(List.of(new Gate.AtLeast("macro-f1", rooms, null, 0.1)), false, "ana", null));
        assertThatThrownBy(() -> client.moveAlias(model, "champion", new AliasWish(1, 0, "ana", "")))
                .hasMessageContaining("version 1 was not measured in macro-f1 on " + rooms.name());
    }

    @Test
    void figuresOfThePublicationServeWhereNoTestSetIsNamed() {
        client.setGates(
                model,
                "champion",
                new AliasGates(List.of(new Gate.AtLeast("accuracy", null, null, 0.75)), true, "ana", null));
        assertThatThrownBy(() -> client.moveAlias(model, "champion", new AliasWish(1, 0, "ana", "")))
                .hasMessageContaining("moves only with a reason");
        assertThat(client.moveAlias(model, "champion", new AliasWish(1, 0, "ana", "the first"))
                        .to())
                .isEqualTo(1);
    }

    @Test
    void oneCallGoesBackAndTheHistoryTellsWhatItWasAtAnyTime() {
        AliasMove old = client.moveAlias(model, "champion", new AliasWish(1, 0, "ana", "first"));
        AliasMove bad = client.moveAlias(model, "champion", new AliasWish(2, 1, "ana", "newer"));
        AliasMove back = client.rollback(model, "champion", "luis", "answers nonsense");

        assertThat(back.to()).isEqualTo(1);
        assertThat(client.aliasHistory(model, "champion")).containsExactly(back, bad, old);
        assertThat(client.aliasAt(model, "champion", bad.at())).isEqualTo(bad);
        assertThat(client.aliasAt(model, "champion", Instant.now().plusSeconds(60))
                        .reason())
                .isEqualTo("answers nonsense");
        assertThatThrownBy(() -> client.aliasAt(model, "champion", old.at().minusSeconds(1)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("held no version at");
        given().get("/v1/models/" + model + "/aliases/champion/at?time=yesterday")
                .then()
                .statusCode(400);
    }

    @Test
    void whoItWasMayStandInAHeader() {
        given().contentType("application/json")
                .header("X-Aprendiz-Actor", "eva")
                .body("{\"version\":1,\"expected\":0,\"reason\":\"by header\"}")
                .put("/v1/models/" + model + "/aliases/champion")
                .then()
                .statusCode(200)
                .body("by", is("eva"));
    }

    @Test
    void evaluationsArePinnedByDigestAndNewestFirst() {
        measure(first, 0.5);
        measure(first, 0.6);
        List<Evaluation> all = client.evaluations(model, "1");
        assertThat(all).extracting(Evaluation::value).containsExactly(0.6, 0.5);
        assertThat(all.getFirst().dataset().digest()).isNotNull();
        assertThat(all.getFirst().interval()).isEqualTo(new Interval(0.45, 0.95));
        assertThatThrownBy(() -> client.evaluate(
                        model, "1", Evaluation.of(new TestSet(newName(), "1", null), "accuracy", 1, null, null, "me")))
                .hasMessageContaining("give its digest");
    }

    private void measure(Version version, double accuracy) {
        Interval interval = new Interval(0.45, 0.95);
        client.evaluate(
                version.name(),
                Integer.toString(version.number()),
                Evaluation.of(rooms, "accuracy", accuracy, interval, 100L, "eva"));
    }
}
