package aprendiz.cli;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.VersionDiff;
import aprendiz.model.catalog.VersionDiff.FieldChange;
import aprendiz.model.catalog.VersionDiff.Form;
import aprendiz.model.catalog.VersionDiff.TensorChange;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changed between two versions. */
@Command(
        name = "diff",
        description = "What changed from one version to another: files, config, recipe, metrics, tensors.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Parameters(index = "0", paramLabel = "NAME[@REVISION]")
    private Reference from;

    @Parameters(index = "1", paramLabel = "NAME[@REVISION]")
    private Reference to;

    @Option(names = "--data", description = "they are data sets")
    private boolean data;

    @Option(names = "--no-numbers", description = "leave the weights unread: no distances between tensors")
    private boolean noNumbers;

    @Override
    public Integer call() {
        RepositoryType type = data ? RepositoryType.DATASET : RepositoryType.MODEL;
        VersionDiff diff = addresses.registry().diff(type, from.toString(), to.toString(), !noNumbers);
        if (shown.json) {
            shown.json(diff);
            return Aprendiz.DONE;
        }
        shown.line("%s -> %s", diff.from().label(), diff.to().label());
        diff.files()
                .forEach(file ->
                        shown.line("file    %s  %s -> %s", file.path(), content(file.from()), content(file.to())));
        fields("config", diff.config());
        fields("recipe", diff.recipe());
        diff.metrics()
                .forEach(metric ->
                        shown.line("metric  %s  %s -> %s", metric.name(), number(metric.from()), number(metric.to())));
        diff.tensors().forEach(this::tensor);
        shown.line("tensors the same: %d", diff.sameTensors());
        return Aprendiz.DONE;
    }

    private void fields(String where, List<FieldChange> changes) {
        changes.forEach(
                change -> shown.line("%-6s  %s  %s -> %s", where, change.field(), or(change.from()), or(change.to())));
    }

    private void tensor(TensorChange change) {
        String distance =
                change.distance() == null ? "" : String.format(Locale.ROOT, "  distance %.6g", change.distance());
        boolean sameForm = change.from() != null && change.from().equals(change.to());
        shown.line(
                "tensor  %s  %s%s",
                change.name(),
                sameForm ? form(change.to()) : form(change.from()) + " -> " + form(change.to()),
                distance);
    }

    private static String form(Form form) {
        return form == null ? "-" : form.dtype() + form.dims().toString();
    }

    private static String content(VersionDiff.Content content) {
        return content == null ? "-" : content.sha256().hex().substring(0, 12) + " " + Shown.size(content.size());
    }

    private static String number(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String or(Object value) {
        return value == null ? "-" : value.toString();
    }
}
