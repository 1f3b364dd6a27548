package aprendiz.registry.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.Found;
import aprendiz.model.catalog.MetricBound;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.TestSet;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionOrder;
import aprendiz.model.catalog.VersionQuery;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SearchTest extends RegistryTest {

    private static final AtomicInteger HOUSES = new AtomicInteger();
    private static final VersionOrder NEWEST = VersionOrder.of("newest");

    private String house;
    private Version base;
    private Version child;
    private Version other;

    @BeforeEach
    void publish() throws IOException {
        house = "house-" + HOUSES.incrementAndGet();
        base = publish("rooms-base", 1, Kind.BASE, null, 0.5, "the first one", List.of("lang:es"));
        child = publish("rooms-rating", 2, Kind.FINE_TUNED, base, 0.9, "rates rooms", List.of("lang:es", "team:hotel"));
        other = publish("beds", 3, Kind.BASE, null, 0.7, "no room here", List.of("team:hotel"));
        client.moveAlias(child.name(), "champion", new AliasWish(1, 0, "ana", ""));
    }

    private Version publish(
            String name, int seed, Kind kind, Version from, double accuracy, String message, List<String> tags)
            throws IOException {
        return client.publish(
                RepositoryType.MODEL,
                new ModelName(house, name),
                Sample.files(temp.resolve(name + seed), seed),
                files -> new Publication(
                        files,
                        message,
                        null,
                        kind,
                        Task.TEXT_CLASSIFICATION,
                        from == null ? List.of() : List.of(Sample.parent(Relation.FINE_TUNED_FROM, from)),
                        null,
                        new TreeMap<>(java.util.Map.of("accuracy", accuracy)),
                        null,
                        tags));
    }

    private VersionQuery here() {
        return new VersionQuery(RepositoryType.MODEL, "", house, null, null, List.of(), null, List.of(), null, false);
    }

    private List<String> found(String query) {
        List<String> names = given().urlEncodingEnabled(false)
                .get("/v1/search/models?namespace=" + house + "&" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("version.name");
        return names.stream().map(name -> name.substring(name.indexOf('/') + 1)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=rates",
                "q=rating",
                "q=room+rat",
                "kind=fine-tuned",
                "tag=lang:es&tag=team:hotel",
                "metric=accuracy%3E%3D0.8",
                "metric=accuracy%3E%3D0.8&metric=accuracy%3C%3D0.9",
                "alias=champion",
                "q=ROOMS&kind=fine-tuned&task=text-classification&alias=champion&latest=true"
            })
    void findsTheOneThatMeetsAllConditions(String query) {
        assertThat(found(query)).containsExactly("rooms-rating");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=nothing",
                "q=rating+beds",
                "kind=distilled",
                "task=fill-mask",
                "tag=lang:eu",
                "metric=accuracy%3E%3D0.91",
                "metric=f1%3E%3D0",
                "alias=challenger"
            })
    void findsNothingWhereAConditionIsNotMet(String query) {
        assertThat(found(query)).isEmpty();
    }

    @Test
    void findsWhatComesFromABase() {
        assertThat(found("base=" + base.name())).containsExactly("rooms-rating");
        assertThat(found("base=" + base.name() + "@1")).containsExactly("rooms-rating");
        assertThat(found("base=" + base.name() + "@2")).isEmpty();
    }

    @Test
    void findsByWhatWasMeasuredLaterOnSomeData() {
        TestSet data = new TestSet(new ModelName(house, "reviews"), null, base.digest());
        client.evaluate(other.name(), "1", Evaluation.of(data, "accuracy", 0.6, null, null, "ana"));
        assertThat(found("metric=accuracy%40" + house + "/reviews%3E%3D0.6")).containsExactly("beds");
        assertThat(found("sort=highest:accuracy%40" + house + "/reviews")).containsExactly("beds");
    }

    @Test
    void sortsByAgeNameAndMetric() {
        assertThat(found("sort=newest")).containsExactly("beds", "rooms-rating", "rooms-base");
        assertThat(found("sort=oldest")).containsExactly("rooms-base", "rooms-rating", "beds");
        assertThat(found("sort=name")).containsExactly("beds", "rooms-base", "rooms-rating");
        assertThat(found("sort=highest:accuracy")).containsExactly("rooms-rating", "beds", "rooms-base");
        assertThat(found("sort=lowest:accuracy")).containsExactly("rooms-base", "beds", "rooms-rating");
    }

    @Test
    void saysWhoHoldsItHowLargeItIsAndByWhichFigureItWasSorted() {
        Found best =
                client.search(here(), VersionOrder.of("highest:accuracy"), 1).getFirst();
        assertThat(best.version().label()).isEqualTo(child.label());
        assertThat(best.version().parents()).isEqualTo(child.parents());
        assertThat(best.version().files()).isEmpty();
        assertThat(best.aliases()).containsExactly("champion");
        assertThat(best.size())
                .isEqualTo(child.files().stream().mapToLong(file -> file.size()).sum());
        assertThat(best.figure()).isEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "oldest", "name", "highest:accuracy", "lowest:accuracy"})
    void pagesNeverRepeatOrSkipAnythingThoughOthersPublishMeanwhile(String sort) throws IOException {
        List<String> whole = found("sort=" + sort);
        List<String> paged = new ArrayList<>();
        String page = "/v1/search/models?namespace=" + house + "&limit=1&sort=" + sort;
        for (int n = 0; page != null; n++) {
            var answer = given().urlEncodingEnabled(false)
                    .get(page)
                    .then()
                    .statusCode(200)
                    .extract();
            paged.add(answer.jsonPath().getString("[0].version.name").substring(house.length() + 1));
            String link = answer.header("Link");
            page = link == null ? null : link.substring(1, link.indexOf('>'));
            if (n == 0) {
                publish("zz-late", 9, Kind.BASE, null, 0.1, "", List.of());
            }
        }
        assertThat(paged).containsSubsequence(whole);
        assertThat(paged.stream().filter(name -> !name.equals("zz-late"))).containsExactlyElementsOf(whole);
    }

    @Test
    void listsRepositoriesByTheirVersionsPageByPage() {
        String all = "/v1/models?namespace=" + house;
        assertThat(given().get(all).jsonPath().getList("name"))
                .containsExactly(house + "/beds", house + "/rooms-base", house + "/rooms-rating");
        assertThat(given().get(all + "&alias=champion").jsonPath().getList("name"))
                .containsExactly(house + "/rooms-rating");
        List<Repository> two = client.list(here(), 2);
        assertThat(two).hasSize(2);
        var first = given().get(all + "&limit=2").then().extract();
        String next = first.header("Link");
        given().urlEncodingEnabled(false)
                .get(next.substring(1, next.indexOf('>')))
                .then()
                .body("name", org.hamcrest.Matchers.contains(house + "/rooms-rating"))
                .header("Link", nullValue());
    }

    @Test
    void versionsOfARepositoryComePageByPage() throws IOException {
        publish("beds", 4, Kind.BASE, null, 0.1, "", List.of());
        publish("beds", 5, Kind.BASE, null, 0.1, "", List.of());
        assertThat(client.versions(RepositoryType.MODEL, other.name()))
                .extracting(Version::number)
                .containsExactly(3, 2, 1);
        String next = given().get("/v1/models/" + other.name() + "/versions?limit=2")
                .then()
                .extract()
                .header("Link");
        assertThat(given().get(next.substring(1, next.indexOf('>'))).jsonPath().getList("number"))
                .isEqualTo(List.of(1));
    }

    @Test
    void dataSetsAreFoundToo() throws IOException {
        ModelName name = new ModelName(house, "reviews");
        client.publish(RepositoryType.DATASET, name, Sample.dataset(temp.resolve("data"), 1), "guests", null);
        given().get("/v1/search/datasets?q=guests&namespace=" + house)
                .then()
                .statusCode(200)
                .body("[0].version.name", org.hamcrest.Matchers.is(name.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=huge",
                "task=cooking",
                "sort=sideways",
                "metric=accuracy",
                "metric=accuracy%3E%3D1.2.3",
                "tag=%20",
                "base=nobody",
                "base=a/b@x",
                "cursor=zzzz",
                "cursor=bmV3ZXN0Cng"
            })
    void refusesWhatItDoesNotUnderstand(String query) {
        given().urlEncodingEnabled(false)
                .get("/v1/search/models?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(query.substring(0, query.indexOf('='))));
    }

    @Test
    void whatCanBeAskedIsDescribed() {
        String described = given().accept("application/json").get("/q/openapi").asString();
        assertThat(described)
                .contains("/v1/search/{type}", "/v1/compare/{type}/diff", "/v1/retention/sweep")
                .contains("/v1/{type}/{ns}/{name}/lineage/{revision}", "/v1/{type}/{ns}/{name}/deletions")
                .contains("highest:METRIC", "VersionDiff", "Comparison", "Scrub");
    }

    @Test
    void aCursorBelongsToItsOrder() {
        String next = given().get("/v1/search/models?limit=1&namespace=" + house)
                .then()
                .extract()
                .header("Link");
        String moved = next.substring(1, next.indexOf('>')) + "&sort=name";
        given().urlEncodingEnabled(false).get(moved).then().statusCode(400).body("detail", containsString("cursor"));
    }

    @Test
    void aBoundIsReadAsItIsWritten() {
        assertThat(MetricBound.of("loss<=1e-3").toString()).isEqualTo("loss<=0.001");
        assertThatThrownBy(() -> MetricBound.of("loss<1")).isInstanceOf(Problem.class);
        assertThat(client.search(here(), NEWEST, 10)).hasSize(3);
    }
}
