package aprendiz.cli;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Archive;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a version from elsewhere. */
@Command(
        name = "import",
        description = {
            "Import a version: from another hub (hf:owner/name[@revision]), from a folder",
            "in Hugging Face layout, or from a zip archive; as a model also 'minilm'",
            "(all-MiniLM-L6-v2, shipped). The hubs are those of the registry's settings;",
            "HF_TOKEN is passed on to them. What was cut short goes on when said again."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    static final String MINILM = "sentence-transformers/all-MiniLM-L6-v2";

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "hf:owner/name[@revision], a folder, or a file.zip")
    private String source;

    @Option(
            names = "--name",
            paramLabel = "NAMESPACE/NAME",
            description = "what to call it; as it was, if that is known")
    private ModelName name;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "only these files of a hub, as onnx/** or *.json")
    private List<String> include = List.of();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "not these files of a hub")
    private List<String> exclude = List.of();

    @Override
    public Integer call() throws IOException {
        RepositoryType type = Kinds.of(spec);
        Version version = source.equals("minilm") && type == RepositoryType.MODEL ? minilm() : version(type);
        if (shown.json) {
            shown.json(version);
        } else {
            shown.line("%s is version %d (%s)", version.name(), version.number(), version.commit());
        }
        return Aprendiz.DONE;
    }

    private Version minilm() throws IOException {
        JsonNode wish = Json.MAPPER
                .createObjectNode()
                .put("source", source)
                .put("name", name == null ? MINILM : name.toString());
        return Json.MAPPER.treeToValue(addresses.training().post("/v1/imports", wish), Version.class);
    }

    private Version version(RepositoryType type) throws IOException {
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            ModelName called = needed(name);
            return type == RepositoryType.MODEL
                    ? Staging.publishBase(addresses.registry(), called, path)
                    : Staging.publishFolder(addresses.registry(), called, path);
        }
        if (Files.isRegularFile(path)) {
            ModelName called = name == null ? nameInside(path) : name;
            return addresses.registry().exchange().importArchive(type, needed(called), path);
        }
        if (source.matches("[a-z][a-z0-9-]*:.+")) {
            return fromHub(type);
        }
        throw Problem.invalid("No such source", "'" + source + "' is no folder, no file and no hf:owner/name");
    }

    private Version fromHub(RepositoryType type) {
        String token = System.getenv("HF_TOKEN");
        return addresses
                .registry()
                .exchange()
                .importFrom(
                        type,
                        name == null ? nameThere() : name,
                        new Exchange.Wish(source, include, exclude),
                        token == null || token.isBlank() ? null : token.strip(),
                        step -> {
                            if (!shown.json && step.done() == step.size()) {
                                shown.line(String.format(Locale.ROOT, "  %12d  ", step.size()) + step.file());
                            }
                        });
    }

    /** {@code owner/name} of {@code hf:owner/name@revision}. */
    private ModelName nameThere() {
        String named = source.substring(source.indexOf(':') + 1).replaceFirst("@.*$", "");
        return needed(named.contains("/") ? ModelName.of(named) : null);
    }

    /** What an exported archive says that it was called; null if it does not. */
    private static ModelName nameInside(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry version = zip.getEntry(Archive.VERSION);
            if (version == null || version.getSize() > (64 << 20)) {
                return null;
            }
            byte[] json = zip.getInputStream(version).readAllBytes();
            return Json.parse(json, Archive.VERSION, Version.class).name();
        } catch (ZipException e) {
            throw Problem.invalid("No such source", "'" + archive + "' is no zip archive");
        }
    }

    private static ModelName needed(ModelName name) {
        if (name == null) {
            throw Problem.invalid("No name", "say what to call it: --name namespace/name");
        }
        return name;
    }
}
