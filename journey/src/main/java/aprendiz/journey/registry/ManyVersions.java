package aprendiz.journey.registry;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.load.Latencies;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A registry with many versions, written straight into its database: models of a hundred versions with four files each.
 * Every version comes from the one before it, and the first of each model from one of the first model, so that lineage has
 * a hundred generations and a family of all.
 */
record ManyVersions(URI registry, int versions, int requests) {

    private static final int EACH = 100;
    private static final double PROMISED = 0.05;

    private int models() {
        return versions / EACH;
    }

    void load() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        TestInfrastructure.databaseUrl(),
                        TestInfrastructure.databaseUser(),
                        TestInfrastructure.databasePassword());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set search_path = registry");
            statement.execute(
                    "insert into repository (type, namespace, name, latest, last_number) select 'model', 'many',"
                            + " 'model-' || m, " + EACH + ", " + EACH + " from generate_series(1, " + models() + ") m");
            statement.execute(
                    "insert into blob (sha256, size, created_at) select encode(sha256(('blob ' || b)::bytea), 'hex'),"
                            + " 1000, now() from generate_series(1, 400) b");
            statement.execute("""
                insert into version (repository_id, number, commit, digest, kind, task, message, metrics, created_at)
                select r.id, n, left(digest, 40), digest, case n when 1 then 'base' else 'fine-tuned' end,
                       'text-classification', 'number ' || n, jsonb_build_object('accuracy', 0.5 + n / 250.0), now()
                from repository r, generate_series(1, %d) n,
                     lateral (select encode(sha256((r.name || '@' || n)::bytea), 'hex') digest) d
                where r.namespace = 'many'\
                """.formatted(EACH));
            statement.execute("""
                insert into version_file (version_id, path, size, sha256)
                select v.id, 'file-' || f, 1000, encode(sha256(('blob ' || (v.number * f))::bytea), 'hex')
                from version v join repository r on r.id = v.repository_id, generate_series(1, 4) f
                where r.namespace = 'many'\
                """);
            statement.execute("""
                insert into lineage_edge (child_id, parent_id, relation)
                select child.id, parent.id, 'fine-tuned-from'
                from version child join version parent
                  on parent.repository_id = child.repository_id and parent.number = child.number - 1
                join repository r on r.id = child.repository_id where r.namespace = 'many'\
                """);
            statement.execute("""
                insert into lineage_edge (child_id, parent_id, relation)
                select child.id, parent.id, 'fine-tuned-from'
                from version child join repository r on r.id = child.repository_id and r.namespace = 'many'
                join repository first on first.namespace = 'many' and first.name = 'model-1' and first.id <> r.id
                join version parent on parent.repository_id = first.id and parent.number = 1
                where child.number = 1\
                """);
            statement.execute("insert into alias (repository_id, alias, version_id, row_version)"
                    + " select repository_id, 'champion', id, 0 from version where number = 90 and"
                    + " repository_id in (select id from repository where namespace = 'many')");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("analyze");
        }
    }

    /** Publishes one small file and says where it is. */
    String resolvable(Path scratch) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("small"));
        Files.writeString(folder.resolve("config.json"), "{\"a\": \"small file\"}\n");
        ModelName name = new ModelName("bench", "small");
        Version version = new RegistryClient(registry).publish(RepositoryType.DATASET, name, folder, "", null);
        return "/datasets/" + name + "/resolve/" + version.commit() + "/config.json";
    }

    void measure(Consumer<Row> told) throws IOException, InterruptedException {
        Random random = new Random(7);
        Supplier<String> model = () -> "/v1/models/many/model-" + (1 + random.nextInt(models()));
        Supplier<String> number = () -> Integer.toString(1 + random.nextInt(EACH));
        told.accept(row("listing, a page of models", () -> "/v1/models?limit=50"));
        told.accept(row("listing, the " + EACH + " versions of a model", () -> model.get() + "/versions"));
        told.accept(row("one version", () -> model.get() + "/versions/" + number.get()));
        told.accept(row("lineage, up to " + 2 * EACH + " versions", () -> model.get() + "/lineage/" + number.get()));
        told.accept(row(
                "lineage down from a base of all, cut at 1000",
                () -> "/v1/models/many/model-1/lineage/1?direction=down"));
        told.accept(
                row("search, a page of those that an alias holds", () -> "/v1/search/models?limit=50&alias=champion"));
        told.accept(row(
                "search by words, kind and metric, a page of the best",
                () -> "/v1/search/models?limit=50&kind=fine-tuned&sort=highest:accuracy&q=model+"
                        + (1 + random.nextInt(models())) + "&metric=accuracy%3E%3D0.6"));
        told.accept(row(
                "search by a metric's range, a page of the newest",
                () -> "/v1/search/models?limit=50&metric=accuracy%3E%3D0.7&metric=accuracy%3C%3D0.71"));
    }

    private Row row(String work, Supplier<String> path) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            ask(http, path, Math.max(10, requests / 2));
            Latencies latencies = new Latencies(ask(http, path, requests));
            double slowest = latencies.quantile(0.99);
            return new Row(
                    work + ", p99 among " + versions + " versions",
                    Figure.milliseconds(slowest),
                    "the promise",
                    Figure.milliseconds(PROMISED),
                    slowest / PROMISED,
                    Target.atMost(1),
                    latencies.toString());
        }
    }

    private List<Double> ask(HttpClient http, Supplier<String> path, int times)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(registry.resolve(path.get())).build();
            long begun = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            seconds.add((System.nanoTime() - begun) / 1e9);
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
        }
        return seconds;
    }
}
