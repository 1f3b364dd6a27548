package aprendiz.cli;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Data sets in the registry. */
@Command(
        name = "data",
        description = "Add, import, export and list data sets; sign them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportCommand.class, ExportCommand.class, SignCommand.class, VerifyCommand.class})
final class DataCommand implements Runnable {

    private static final Set<String> TEXT = Set.of("csv", "tsv", "jsonl", "json", "txt");

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "which one: add, import, export, list, sign or verify?");
    }

    @Command(
            name = "add",
            description = "Publish files as the next version of a data set.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "NAMESPACE/NAME") ModelName name,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV, TSV or JSON lines, in UTF-8")
                    List<Path> files)
            throws IOException {
        for (Path file : files) {
            check(file);
        }
        Version version = Staging.publishData(addresses.registry(), name, files);
        if (shown.json) {
            shown.json(version);
        } else {
            shown.line("%s is version %d (%s)", name, version.number(), version.commit());
            version.files().forEach(file -> shown.line("  %12d  %s", file.size(), file.path()));
        }
        return Aprendiz.DONE;
    }

    /** Text must be UTF-8: said here, with the line, rather than after it was sent. */
    private static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw Problem.invalid("No such file", "'" + file + "' is not a readable file");
        }
        String name = file.getFileName().toString();
        if (!TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return;
        }
        int line = 1;
        try (LineNumberReader reader = new LineNumberReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)))) {
            while (reader.readLine() != null) {
                line = reader.getLineNumber() + 1;
            }
        } catch (CharacterCodingException e) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "Not UTF-8",
                    file + ", at line " + line + " or soon after: not UTF-8; convert it, e.g. iconv -f latin1 -t utf-8",
                    List.of(),
                    e);
        }
    }

    @Command(
            name = "list",
            description = "Data sets of which at least one version meets all conditions.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Shown shown, @Mixin Addresses addresses, @Mixin Looking looking) {
        List<Repository> sets = addresses.registry().list(looking.query(RepositoryType.DATASET), looking.limit);
        if (shown.json) {
            shown.json(sets);
        } else if (sets.isEmpty()) {
            shown.line("No such data sets; ./aprendiz data add NAMESPACE/NAME FILE... brings a first one.");
        } else {
            shown.table(
                    List.of("DATA SET", "VERSIONS", "UPDATED"),
                    sets.stream()
                            .map(set -> List.of(
                                    set.name().toString(),
                                    Integer.toString(set.latest()),
                                    set.updatedAt().toString()))
                            .toList());
        }
        return Aprendiz.DONE;
    }
}
