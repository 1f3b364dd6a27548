package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import java.nio.charset.StandardCharsets;

/** The git-LFS pointer that stands for a file in git. */
record Pointer(FileEntry file) {

    String text() {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + file.sha256() + "\nsize " + file.size()
                + "\n";
    }

    int size() {
        return text().length();
    }

    /** The name that git gives to the pointer. */
    String oid() {
        return GitOid.of(text().getBytes(StandardCharsets.US_ASCII));
    }

    SmallAnswer answer(String commit) {
        return new SmallAnswer(commit, oid(), "text/plain", text().getBytes(StandardCharsets.US_ASCII));
    }
}
