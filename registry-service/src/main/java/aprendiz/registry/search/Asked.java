package aprendiz.registry.search;

import aprendiz.model.Kind;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.MetricBound;
import aprendiz.model.catalog.VersionQuery;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What an address may ask for. */
public class Asked {

    private static final int MOST = 1000;

    @QueryParam("q")
    @Parameter(description = "words; each begins a word of the name, the message or a tag")
    String words;

    @QueryParam("namespace")
    String namespace;

    @QueryParam("task")
    @Parameter(description = "text-classification, token-classification, ...")
    String task;

    @QueryParam("kind")
    @Parameter(description = "base, fine-tuned, distilled, ...")
    String kind;

    @QueryParam("tag")
    @Parameter(description = "may stand there again; all must be there")
    List<String> tags;

    @QueryParam("base")
    @Parameter(description = "namespace/name or namespace/name@number that it comes from directly")
    String base;

    @QueryParam("metric")
    @Parameter(
            description = "accuracy>=0.9 or loss<=0.2; may stand there again; metric@namespace/dataset for evaluations")
    List<String> metrics;

    @QueryParam("alias")
    @Parameter(description = "that holds the version")
    String alias;

    @QueryParam("latest")
    @Parameter(description = "only the latest version of each repository")
    boolean latest;

    @QueryParam("limit")
    @DefaultValue("1000")
    @Parameter(description = "entries of a page, 1000 at most")
    int limit;

    @QueryParam("cursor")
    @Parameter(description = "where the page begins, as the Link header of the page before says")
    String cursor;

    VersionQuery query(RepositoryType type) {
        return new VersionQuery(
                type,
                words,
                namespace,
                read("task", Task::of, task),
                read("kind", Kind::of, kind),
                tags,
                base,
                metrics.stream().map(MetricBound::of).toList(),
                alias,
                latest);
    }

    /** Reads one of the parameters; null stays null. What is wrong is said with its name. */
    static <T> T read(String name, Function<String, T> reading, String text) {
        try {
            return text == null ? null : reading.apply(text);
        } catch (Problem problem) {
            throw Problem.invalid(problem.title(), name + ": " + problem.getMessage());
        }
    }

    int count() {
        return Math.clamp(limit, 1, MOST);
    }
}
