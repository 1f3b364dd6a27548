package aprendiz.registry.client;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.VersionQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where things lie in a registry; every part that comes from outside is percent-encoded. */
final class Paths {

    static String blob(Digest sha256) {
        return "/v1/blobs/" + sha256;
    }

    static String repositories(RepositoryType type) {
        return switch (type) {
            case MODEL -> "/v1/models";
            case DATASET -> "/v1/datasets";
        };
    }

    static String repository(RepositoryType type, ModelName name) {
        return repositories(type) + "/" + name;
    }

    static String versions(RepositoryType type, ModelName name) {
        return repository(type, name) + "/versions";
    }

    static String imports(RepositoryType type, ModelName name) {
        return repository(type, name) + "/imports";
    }

    static String archive(RepositoryType type, ModelName name, String revision) {
        return versions(type, name) + "/" + segment(revision) + "/archive";
    }

    static String signatures(RepositoryType type, ModelName name, String revision) {
        return versions(type, name) + "/" + segment(revision) + "/signatures";
    }

    static String alias(ModelName model, String alias) {
        return repository(RepositoryType.MODEL, model) + "/aliases/" + segment(alias);
    }

    static String evaluations(ModelName model, String revision) {
        return versions(RepositoryType.MODEL, model) + "/" + segment(revision) + "/evaluations";
    }

    static String lineage(RepositoryType type, ModelName name, String revision, String direction, int depth) {
        return repository(type, name) + "/lineage/" + segment(revision) + "?direction=" + segment(direction) + "&depth="
                + depth;
    }

    static String search(RepositoryType type) {
        return "/v1/search" + repositories(type).substring("/v1".length());
    }

    static String comparing(RepositoryType type) {
        return "/v1/compare" + repositories(type).substring("/v1".length());
    }

    /** What is asked for, behind a question mark, and more names and values. */
    static String query(VersionQuery query, Object... more) {
        StringBuilder text = new StringBuilder();
        add(text, "q", query.words().isEmpty() ? null : query.words());
        add(text, "namespace", query.namespace());
        add(text, "task", query.task());
        add(text, "kind", query.kind());
        query.tags().forEach(tag -> add(text, "tag", tag));
        add(text, "base", query.base());
        query.metrics().forEach(metric -> add(text, "metric", metric));
        add(text, "alias", query.alias());
        add(text, "latest", query.latest() ? true : null);
        for (int i = 0; i < more.length; i += 2) {
            add(text, String.valueOf(more[i]), more[i + 1]);
        }
        return text.toString();
    }

    private static void add(StringBuilder text, String name, Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(segment(value.toString()));
        }
    }

    /** The Hub's route to one file. */
    static String resolve(RepositoryType type, ModelName name, String commit, String path) {
        String prefix = switch (type) {
            case MODEL -> "/";
            case DATASET -> "/datasets/";
        };
        StringBuilder route = new StringBuilder(prefix + name + "/resolve/" + commit);
        for (String part : path.split("/", -1)) {
            route.append('/').append(segment(part));
        }
        return route.toString();
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Paths() {}
}
