package aprendiz.cli;

import aprendiz.model.RepositoryType;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what a command is about that models and data sets have in common. */
final class Kinds {

    /** By the command that it stands under: {@code aprendiz data import}. */
    static RepositoryType of(CommandSpec command) {
        return command.parent().name().equals("data") ? RepositoryType.DATASET : RepositoryType.MODEL;
    }

    private Kinds() {}
}
