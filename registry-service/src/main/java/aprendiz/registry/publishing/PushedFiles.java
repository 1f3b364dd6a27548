package aprendiz.registry.publishing;

import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import java.util.List;

/** Knows the files of commits that were pushed, which a version may be made of. */
public interface PushedFiles {

    /** @throws aprendiz.model.Problem of kind NOT_FOUND if there is no such commit; INVALID if it has no files */
    List<FileEntry> of(RepositoryType type, ModelName name, String revision);
}
