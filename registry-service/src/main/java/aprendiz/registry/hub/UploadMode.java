package aprendiz.registry.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a client is told to send a file that is not small. */
public enum UploadMode {
    /** By git-LFS, to an address of its own. */
    LFS,
    /** Inside the commit. */
    REGULAR,
    /** By git-LFS, except from clients that would send LFS files to Xet, which is not here. */
    AUTO;

    /** Smaller files always come inside the commit. */
    static final long SMALL = 1 << 20;

    private static final Pattern PYTHON = Pattern.compile("hf_hub/(\\d+)\\.(\\d+)");

    /**
     * @param largestRegular what may come inside a commit
     * @throws HubProblem 413 if a large file must come inside the commit, and is too large
     */
    boolean isLfs(String path, long size, String userAgent, long largestRegular) {
        if (size <= SMALL) {
            return false;
        }
        return switch (this) {
            case LFS -> true;
            case REGULAR -> {
                if (size > largestRegular) {
                    throw tooLarge(path, largestRegular);
                }
                yield false;
            }
            case AUTO -> size > largestRegular || !prefersXet(userAgent);
        };
    }

    /** Since 1.20 huggingface_hub sends what is LFS to Xet, unless it is told not to. */
    private static boolean prefersXet(String userAgent) {
        Matcher python = PYTHON.matcher(userAgent == null ? "" : userAgent);
        if (!python.find()) {
            return false;
        }
        int major = Integer.parseInt(python.group(1));
        return major > 1 || (major == 1 && Integer.parseInt(python.group(2)) >= 20);
    }

    static HubProblem tooLarge(String path, long largestRegular) {
        return new HubProblem(
                413,
                null,
                null,
                path + ": more than the " + largestRegular
                        + " bytes that a commit may carry for one file; set HF_HUB_DISABLE_XET=1 to send it by git-LFS");
    }
}
