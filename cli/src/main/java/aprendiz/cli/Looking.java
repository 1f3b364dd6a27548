package aprendiz.cli;

import aprendiz.model.Kind;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.MetricBound;
import aprendiz.model.catalog.VersionQuery;
import java.util.List;
import picocli.CommandLine.Option;

/** What to look for; everything that is said must hold. */
final class Looking {

    @Option(names = "--search", paramLabel = "WORDS", description = "words that begin words of name, message or tags")
    private String words = "";

    @Option(names = "--namespace", description = "before the slash of the name")
    private String namespace;

    @Option(names = "--task", description = "text-classification, token-classification, ...")
    private Task task;

    @Option(names = "--kind", description = "base, fine-tuned, distilled, ...")
    private Kind kind;

    @Option(names = "--tag", description = "may be said again; all must be there")
    private List<String> tags = List.of();

    @Option(names = "--base", paramLabel = "NAME[@NUMBER]", description = "that it comes from directly")
    private String base;

    @Option(names = "--metric", paramLabel = "BOUND", description = "'accuracy>=0.9' or 'loss<=0.2'; may be said again")
    private List<MetricBound> metrics = List.of();

    @Option(names = "--alias", description = "that holds it")
    private String alias;

    @Option(names = "--latest", description = "only the latest version of each")
    private boolean latest;

    @Option(names = "--limit", defaultValue = "1000", description = "at most so many (1000)")
    int limit;

    VersionQuery query(RepositoryType type) {
        return new VersionQuery(type, words, namespace, task, kind, tags, base, metrics, alias, latest);
    }
}
