package aprendiz.inference.serving;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Exactly one version of a model: enough to find it in the cache and to prove that it is the one.
 *
 * @param commit 40 hexadecimal digits
 * @param digest of all its files, see {@link Version#digestOf}
 */
public record Pin(ModelName model, int number, String commit, Digest digest) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    public Pin {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(digest, "digest");
        if (number < 1 || commit == null || !COMMIT.matcher(commit).matches()) {
            throw Problem.unavailable(
                    "Bad version", model + ": '" + number + "' at commit '" + commit + "' is no version", null);
        }
    }

    static Pin of(Version version) {
        return new Pin(version.name(), version.number(), version.commit(), version.digest());
    }

    /** {@code namespace/name@number}, as people write it. */
    public String label() {
        return model + "@" + number;
    }

    /** True when the revision names this version for ever: its number or the beginning of its commit. */
    boolean isNamedBy(String revision) {
        return revision.equals(Integer.toString(number)) || (revision.length() >= 7 && commit.startsWith(revision));
    }
}
