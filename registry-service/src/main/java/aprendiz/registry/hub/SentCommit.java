package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A commit that a client has sent, with the files that it carries inside. Close it, and its temporary files are gone. */
final class SentCommit implements AutoCloseable {

    /** One line of it. */
    sealed interface Line {}

    record Header(String title, String description, String parent) implements Line {}

    record File(String path, Parcel content) implements Line {
        FileEntry entry() {
            return new FileEntry(path, content.size(), content.sha256());
        }
    }

    /** @param size as the client says; negative if it does not */
    record LfsFile(String path, Digest sha256, long size) implements Line {}

    record DeletedFile(String path) implements Line {}

    record DeletedFolder(String path) implements Line {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Parcel> parcels = new ArrayList<>();
    private Header header;

    Parcel add(Parcel parcel) {
        parcels.add(parcel);
        return parcel;
    }

    void add(Line line) {
        if (line instanceof Header one) {
            if (header != null) {
                throw new HubProblem(400, null, null, "the commit has two headers");
            }
            header = one;
        } else {
            lines.add(line);
        }
    }

    Header header() {
        if (header == null) {
            throw new HubProblem(400, null, null, "the commit has no header: its first line must say its summary");
        }
        return header;
    }

    /** All but the header, in their order. */
    List<Line> lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        for (Parcel parcel : parcels) {
            parcel.discard();
        }
    }
}
