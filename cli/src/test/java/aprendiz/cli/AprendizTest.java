package aprendiz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NamedNodeMap;

/** What is typed, what is printed, and what a pipeline gets back. */
class AprendizTest {

    private static final String REPORT = """
        {"labels":["1","2"],"parts":{"train":{"examples":6},"validation":{"examples":2},"test":{"examples":2}},
         "metrics":{"accuracy":0.5,"macro-f1":0.4,"weighted-f1":0.4,"majority/accuracy":0.3},
         "intervals":{"accuracy":{"low":0.25,"high":0.75}},
         "baselines":{"majority":{}},
         "trainings":{"fine-tuning":{"evaluations":[{"trainingLoss":1.0,"validationLoss":1.1}],"seconds":3}},
         "gate":[{"gate":"accuracy >= 0.4","measured":0.5,"bar":0.4,"passed":true}],"warnings":["a small test part"]}
        """;

    @TempDir
    private Path folder;

    private FakeService service;
    private String out;
    private String err;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int run(String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int exit = Aprendiz.run(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                arguments);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private Path recipe() throws IOException {
        return Files.writeString(folder.resolve("recipe.yaml"), "technique: transfer\ngate: [\"accuracy >= 0.1\"]\n");
    }

    private static String job(String state, String rest) {
        return "{\"id\":\"j1\",\"state\":\"" + state + "\",\"model\":\"acme/rating\",\"version\":3" + rest + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "logs",
                "demo",
                "model",
                "model import",
                "model list",
                "model show",
                "model alias",
                "data",
                "data add",
                "data list",
                "train",
                "job",
                "job list",
                "job show",
                "job compare",
                "job cancel",
                "job logs",
                "predict",
                "model export",
                "model sign",
                "model verify",
                "data import",
                "data export",
                "data sign",
                "data verify",
                "webhook",
                "webhook add",
                "webhook list",
                "webhook remove",
                "webhook ping",
                "webhook deliveries",
                "model find",
                "model lineage",
                "model diff",
                "model compare",
                "registry",
                "registry delete",
                "registry restore",
                "registry deleted",
                "registry hold",
                "registry release",
                "registry sweep",
                "registry scrub",
                "registry report"
            })
    void everyCommandHasHelp(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out).contains("Usage: aprendiz " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour",
                "model",
                "train",
                "predict acme/rating",
                "predict acme rating",
                "job show",
                "job compare j1",
                "registry",
                "registry delete acme/x@1",
                "model find --kind huge",
                "model find --metric accuracy",
                "model find --sort up",
                "model diff acme/x"
            })
    void wrongUsageIsSixtyFour(String line) {
        assertThat(run(line.split(" "))).isEqualTo(64);
    }

    @Test
    void nothingAtAllIsWrongUsageToo() {
        assertThat(run()).isEqualTo(64);
    }

    @Test
    void waitsForAJobThatSucceeds() throws IOException {
        String half = ",\"phase\":\"fine-tuning\",\"step\":5,\"steps\":10,\"loss\":0.5";
        service.on("POST /v1/jobs", 201, job("queued", ""))
                .on("GET /v1/jobs/j1", 200, job("queued", ""))
                .on("GET /v1/jobs/j1", 200, job("running", half))
                .on("GET /v1/jobs/j1", 200, job("succeeded", ",\"alias\":\"champion\",\"aliasMoved\":true"))
                .on("GET /v1/jobs/j1/report", 200, REPORT);
        assertThat(run("train", recipe().toString(), "--wait", "--key", "k", "--training", service.url()))
                .isZero();
        assertThat(out)
                .contains(
                        "fine-tuning",
                        "5/10",
                        "loss 0.500",
                        "majority",
                        "0.300",
                        "accuracy 0.250 to 0.750",
                        "acme/rating@3",
                        "champion moved")
                .contains("a small test part", "gate passed: accuracy >= 0.4 (0.500 against 0.400)");
        assertThat(service.requests.getFirst().key()).isEqualTo("k");
    }

    @Test
    void aGateThatRefusesIsTwo() throws IOException {
        service.on("POST /v1/jobs", 201, job("queued", ""))
                .on("GET /v1/jobs/j1", 200, job("refused", ",\"error\":\"accuracy is 0.5\""))
                .on("GET /v1/jobs/j1/report", 200, REPORT);
        assertThat(run("train", recipe().toString(), "--wait", "--gate", "accuracy>=0.9", "--training", service.url()))
                .isEqualTo(2);
        assertThat(out).contains("refused: accuracy is 0.5");
        assertThat(service.requests.getFirst().body()).contains("accuracy >= 0.1", "accuracy>=0.9");
    }

    @Test
    void leavesAPipelineItsArtefacts() throws Exception {
        service.on("POST /v1/jobs", 201, job("queued", ""))
                .on("GET /v1/jobs/j1", 200, job("refused", ",\"error\":\"accuracy is 0.5\""))
                .on("GET /v1/jobs/j1/report", 200, REPORT.replace("\"passed\":true", "\"passed\":false"));
        Path junit = folder.resolve("out/report.xml");
        Path markdown = folder.resolve("out/report.md");
        assertThat(run(
                        "train",
                        recipe().toString(),
                        "--wait",
                        "--junit",
                        junit.toString(),
                        "--markdown",
                        markdown.toString(),
                        "--training",
                        service.url()))
                .isEqualTo(2);
        NamedNodeMap suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getElementsByTagName("testsuite")
                .item(0)
                .getAttributes();
        assertThat(suite.getNamedItem("tests").getNodeValue()).isEqualTo("2");
        assertThat(suite.getNamedItem("failures").getNodeValue()).isEqualTo("1");
        assertThat(junit).content().contains("gate accuracy &gt;= 0.4", "measured 0.5000, the bar is 0.4000");
        assertThat(markdown)
                .content()
                .contains("| accuracy | 0.5000 | 0.2500 to 0.7500 | 0.3000 |", "**failed**", "a small test part");
    }

    @Test
    void aGateOfASearchIsOneOfTheRecipeThatItPublishes() throws IOException {
        service.on("POST /v1/jobs", 201, job("queued", ""));
        Path search = Files.writeString(
                folder.resolve("search.yaml"), "technique: search\nof: {technique: transfer}\nspace: {epochs: [1]}\n");
        assertThat(run("train", search.toString(), "--gate", "accuracy>=0.9", "--training", service.url()))
                .isZero();
        assertThat(service.requests.getFirst().body())
                .contains("\"of\":{\"technique\":\"transfer\",\"gate\":[\"accuracy>=0.9\"]}");
    }

    @Test
    void showsTheTrialsOfASearch() {
        service.on("GET /v1/jobs/j1", 200, job("succeeded", ""))
                .on("GET /v1/jobs/j1/report", 200, REPORT.replaceFirst("\\{", """
                        {"search":{"metric":"accuracy","trials":[
                         {"number":0,"round":0,"state":"succeeded","settings":{"epochs":1},"measured":0.75},
                         {"number":1,"round":0,"state":"failed","settings":{"epochs":2},"measured":null}]},"""));
        assertThat(run("job", "show", "j1", "--training", service.url())).isZero();
        assertThat(out.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "TRIAL ROUND SETTINGS ACCURACY IN VALIDATION",
                        "0 0 {\"epochs\":1} 0.750",
                        "1 0 {\"epochs\":2} failed");
    }

    @Test
    void submitsWithAPriority() throws IOException {
        service.on("POST /v1/jobs?priority=7", 201, job("queued", ",\"priority\":7"));
        assertThat(run("train", recipe().toString(), "--priority", "7", "--training", service.url()))
                .isZero();
        assertThat(out).contains("job j1 is queued");
    }

    @Test
    void showsJobsSideBySide() {
        service.on("GET /v1/jobs/compare?ids=j1,j2", 200, """
                {"jobs":[{"id":"j1","state":"succeeded","model":"a/b","version":1,"seconds":12.3,"peakMemory":900000000,
                          "expectedMemory":1000000000,"best":{"step":4,"trainingLoss":0.1,"validationLoss":0.2}},
                         {"id":"j2","state":"running","model":"a/b","expectedMemory":1000000000}],
                 "recipe":[{"field":"settings.epochs","values":[1,2]}],
                 "metrics":[{"metric":"accuracy","figures":[{"value":0.5,"low":0.4,"high":0.6},null]}]}
                """);
        assertThat(run("job", "compare", "j1", "j2", "--training", service.url()))
                .isZero();
        assertThat(out.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        " j1 j2",
                        "state succeeded running",
                        "version a/b@1 -",
                        "memory 900.0 MB -",
                        "validation loss 0.2000 -",
                        "accuracy 0.5000 [0.4000, 0.6000] -",
                        "settings.epochs 1 2");
    }

    @Test
    void pipelineExamplesUseOptionsThatThereAre() throws IOException {
        assertThat(run("train", "--help")).isZero();
        String help = out;
        try (Stream<Path> files = Files.list(Path.of("../deploy/ci"))) {
            for (Path file : files.toList()) {
                Matcher option = Pattern.compile("(?<= )--[a-z]+").matcher(Files.readString(file));
                assertThat(option.find()).as(file.toString()).isTrue();
                do {
                    assertThat(help).as(file.toString()).contains(option.group());
                } while (option.find());
            }
        }
    }

    @Test
    void showsWhatARecipeMaySay() throws IOException {
        service.on("GET /v1/techniques/distillation", 200, """
            {"title": "A student learns", "required": ["teacher"], "properties": {
              "technique": {"const": "distillation"},
              "teacher": {"description": "a text classifier"},
              "student": {"description": "what learns", "properties": {
                "depth": {"description": "how deep", "default": 3, "enum": [3, 6]}}}}}
            """);
        assertThat(run("train", "--help-recipe", "distillation", "--training", service.url()))
                .isZero();
        assertThat(out).contains("distillation: A student learns", "(needed)", "  depth", "how deep: 3, 6");
        assertThat(run("train", "--training", service.url())).isEqualTo(64);
    }

    @Test
    void aJobThatFailsIsOneAndSaysWhy() throws IOException {
        service.on("POST /v1/jobs", 201, job("queued", ""))
                .on("GET /v1/jobs/j1", 200, job("failed", ",\"error\":\"the loss became NaN at step 3\""));
        assertThat(run("train", recipe().toString(), "--wait", "--training", service.url()))
                .isEqualTo(1);
        assertThat(out).contains("failed: the loss became NaN at step 3");
    }

    @Test
    void everyComplaintIsShown() throws IOException {
        service.on("POST /v1/jobs", 400, """
                {"title":"Bad recipe","status":400,"detail":"two",
                 "violations":[{"field":"settings.epochs","message":"at least 1"},{"field":"base","message":"missing"}]}
                """);
        assertThat(run("train", recipe().toString(), "--training", service.url()))
                .isEqualTo(1);
        assertThat(err).contains("Bad recipe: 2 complaints", "settings.epochs: at least 1", "base: missing");
    }

    @Test
    void namesTheLineOfARecipeThatIsNoYaml() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "technique: transfer\n  base: [\n");
        assertThat(run("train", wrong.toString(), "--training", service.url())).isEqualTo(1);
        assertThat(err).contains("wrong.yaml:2");
    }

    @Test
    void predictsAndNamesTheVersion() {
        service.on(
                "POST /models/acme/rating?revision=champion",
                200,
                "[[{\"label\":\"1\",\"score\":0.2},{\"label\":\"5\",\"score\":0.8}]]");
        assertThat(run("predict", "acme/rating@champion", "Lovely.", "--inference", service.url()))
                .isZero();
        assertThat(out).contains("5", "0.800", "Lovely.", "acme/rating@3");
    }

    @Test
    void predictsWhateverTheTask() {
        service.on(
                        "POST /models/acme/rating",
                        200,
                        "[[{\"entity_group\":\"PER\",\"score\":0.91,\"word\":\"ana\",\"start\":0,\"end\":3}], []]")
                .on("POST /models/acme/rating", 200, "[{\"answer\":\"in Leiden\",\"score\":0.7,\"start\":0,\"end\":9}]")
                .on(
                        "POST /models/acme/rating",
                        200,
                        "[[{\"token_str\":\"bed\",\"score\":0.6,\"token\":7,\"sequence\":\"a bed\"}]]")
                .on("POST /models/acme/rating", 200, "[[0.25, -0.5]]")
                .on("POST /models/acme/rating", 200, "[0.75]");
        String url = service.url();
        run("predict", "acme/rating", "Ana slept.", "Nothing.", "--inference", url);
        assertThat(out).contains("PER          0.910  ana  [0, 3]", "nothing found in  Nothing.");
        run("predict", "acme/rating", "Where?", "--context", "It is in Leiden.", "-p", "top_k=1", "--inference", url);
        assertThat(out).contains("0.700  in Leiden");
        assertThat(service.requests.getLast().body())
                .isEqualTo("{\"inputs\":[{\"question\":\"Where?\",\"context\":\"It is in Leiden.\"}],"
                        + "\"parameters\":{\"top_k\":1}}");
        run("predict", "acme/rating", "a [MASK]", "--inference", url);
        assertThat(out).contains("bed          0.600  a bed");
        run("predict", "acme/rating", "a bed", "--inference", url);
        assertThat(out).contains("2 numbers: 0.2500 -0.5000");
        run("predict", "acme/rating", "a bed", "--compare-to", "a sofa", "--inference", url);
        assertThat(out).contains("0.7500  a bed");
        assertThat(service.requests.getLast().body())
                .isEqualTo("{\"inputs\":{\"source_sentence\":\"a sofa\",\"sentences\":[\"a bed\"]}}");
    }

    @Test
    void aServiceThatIsAwayIsNamed() {
        assertThat(run("job", "list", "--training", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err).contains("training service", "http://127.0.0.1:1", "./aprendiz up");
    }

    @Test
    void setsARouteAndShowsHowChallengersDo() {
        service.on("PUT /v1/routes/acme/rating", 200, """
                {"model":"acme/rating","route":{"shares":{"challenger":10.0},"shadow":{"alias":"next","sample":0.5}},
                 "latest":{"challenger":{"answers":70,"errors":0.1,"milliseconds":12.5}},
                 "shadow":{"inputs":30,"agreement":0.9,"difference":0.02,"millisecondsMore":1.5,"failed":0}}
                """);
        assertThat(run(
                        "route",
                        "set",
                        "acme/rating",
                        "--share",
                        "challenger=10",
                        "--shadow",
                        "next=0.5",
                        "--inference",
                        service.url()))
                .isZero();
        assertThat(service.requests.getLast().body())
                .isEqualTo("{\"shares\":{\"challenger\":10.0},\"shadow\":{\"alias\":\"next\",\"sample\":0.5}}");
        assertThat(out)
                .contains("challenger     10.0 %", "70 answers, 10.0 % failed, 95 % within 12.5 ms")
                .contains("next           shadow: 30 inputs, agreement 0.900");
    }

    @Test
    void movesAnAliasFromWhatItHolds() {
        service.on(
                        "GET /v1/models/acme/rating",
                        200,
                        "{\"type\":\"model\",\"name\":\"acme/rating\",\"latest\":3,\"aliases\":{\"champion\":2}}")
                .on(
                        "PUT /v1/models/acme/rating/aliases/champion",
                        200,
                        "{\"alias\":\"champion\",\"from\":2,\"to\":3,\"by\":\"me\"}");
        assertThat(run("model", "alias", "acme/rating", "champion", "3", "--registry", service.url()))
                .isZero();
        assertThat(out).contains("moved from 2 to 3");
        assertThat(service.requests.getLast().body()).contains("\"expected\":2");
    }

    @Test
    void refusesDataThatIsNotUtf8() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "text,label\nhabitaci\u00f3n,5\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run("data", "add", "acme/reviews", file.toString(), "--registry", service.url()))
                .isEqualTo(1);
        assertThat(err).contains("latin.csv", "UTF-8", "iconv");
        assertThat(service.requests).isEmpty();
    }

    private static String version(int number, String rest) {
        return "{\"type\":\"model\",\"name\":\"acme/rating\",\"number\":" + number
                + ",\"commit\":\"c\",\"kind\":\"base\",\"createdAt\":\"2026-11-01T10:00:00Z\"" + rest + "}";
    }

    @Test
    void findsVersionsPageByPage() {
        String query =
                "/v1/search/models?q=rooms&kind=base&metric=accuracy%3E%3D0.8&limit=1000&sort=highest%3Aaccuracy";
        service.on(
                "GET " + query,
                200,
                "[{\"version\":" + version(3, "") + ",\"aliases\":[\"champion\"],\"size\":90900000,\"figure\":0.91}]");
        assertThat(run(
                        "model",
                        "find",
                        "--search=rooms",
                        "--kind=base",
                        "--metric=accuracy>=0.8",
                        "--sort=highest:accuracy",
                        "--registry",
                        service.url()))
                .isZero();
        assertThat(out).contains("acme/rating@3", "base", "0.9100", "champion", "90.9 MB");
    }

    @Test
    void showsWhatChangedAndHowFarTensorsAreApart() {
        service.on(
                "GET /v1/compare/models/diff?from=acme%2Frating%402&to=acme%2Frating%403&numbers=true",
                200, """
                {"from":%s,"to":%s,"files":[{"path":"new.txt","to":{"sha256":"%s","size":12}}],
                 "config":[{"field":"/layers","from":6,"to":12}],"recipe":[],
                 "metrics":[{"name":"accuracy","from":0.8,"to":0.9}],
                 "tensors":[{"name":"w","from":{"dtype":"F32","dims":[2,3]},"to":{"dtype":"F32","dims":[2,3]},
                             "distance":0.25}],"sameTensors":7}
                """.formatted(version(2, ""), version(3, ""), "ab".repeat(32)));
        assertThat(run("model", "diff", "acme/rating@2", "acme/rating@3", "--registry", service.url()))
                .isZero();
        assertThat(out)
                .contains("acme/rating@2 -> acme/rating@3", "new.txt  - -> abababababab 12 B", "/layers  6 -> 12")
                .contains("accuracy  0.8000 -> 0.9000", "w  F32[2, 3]  distance 0.250000", "tensors the same: 7");
    }

    @Test
    void aVersionThatIsNeededIsTwoAndEveryReasonIsShown() {
        service.on("DELETE /v1/models/acme/rating/versions/3?force=false&reason=old", 422, """
                {"title":"Version is needed","status":422,"detail":"two","violations":[
                 {"field":"alias champion","message":"holds this version"},
                 {"field":"hold audit","message":"set by ana"}]}
                """);
        assertThat(run("registry", "delete", "acme/rating@3", "--reason", "old", "--registry", service.url()))
                .isEqualTo(2);
        assertThat(err).contains("Version is needed", "alias champion: holds this version", "hold audit: set by ana");
        assertThat(run("registry", "delete", "acme/rating@main", "--reason", "old", "--registry", service.url()))
                .isEqualTo(1);
        assertThat(err).contains("by its number");
    }

    @Test
    void aSweepOnlyCountsUnlessItIsMeant() {
        String answer =
                "{\"dryRun\":true,\"unseenSince\":\"2026-11-01T10:00:00Z\",\"blobs\":3,\"bytes\":2500,\"strays\":1,\"deletions\":0,\"uploads\":0}";
        service.on("POST /v1/retention/sweep?dryRun=true", 200, answer)
                .on("POST /v1/retention/sweep?dryRun=false", 200, answer);
        assertThat(run("registry", "sweep", "--registry", service.url())).isZero();
        assertThat(out).contains("Would take away 3 blobs", "1 strays, 2.5 kB");
        assertThat(run("registry", "sweep", "--really", "--registry", service.url()))
                .isZero();
        assertThat(out).contains("Took away 3 blobs");
    }

    @Test
    void rotIsOne() {
        service.on("GET /v1/retention/scrub", 200, """
                {"blobs":4,"bytes":4000,"due":0,"oldest":"2026-11-01T10:00:00Z","checked":0,
                 "rotten":[{"sha256":"%s","found":"missing","needed":2,"at":"2026-11-02T10:00:00Z"}]}
                """.formatted("cd".repeat(32)));
        assertThat(run("registry", "report", "--registry", service.url())).isEqualTo(1);
        assertThat(out).contains("4 blobs, 4.0 kB", "missing", "2 versions");
    }

    @Test
    void drawsLineage() {
        service.on(
                "GET /v1/datasets/acme/reviews/lineage/2?direction=down&depth=100&format=mermaid",
                200,
                "flowchart BT\n");
        assertThat(run(
                        "model",
                        "lineage",
                        "acme/reviews@2",
                        "--data",
                        "--direction=down",
                        "--format=mermaid",
                        "--registry",
                        service.url()))
                .isZero();
        assertThat(out).isEqualToNormalizingNewlines("flowchart BT\n");
    }

    @Test
    void answersInJsonForPrograms() {
        service.on("GET /v1/jobs?limit=20", 200, "[" + job("succeeded", "") + "]");
        assertThat(run("job", "list", "--json", "--training", service.url())).isZero();
        assertThat(out).contains("\"id\" : \"j1\"");
    }
}
