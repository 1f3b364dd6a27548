package aprendiz.registry.hub;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set of the routes for Hub clients. */
@ConfigMapping(prefix = "aprendiz.registry.hub")
public interface HubSettings {

    /** Whose repositories are meant by names without a namespace, {@code bert-base-uncased}. */
    @WithDefault("library")
    String defaultNamespace();

    /** How clients are told to send large files. */
    @WithDefault("auto")
    UploadMode uploadMode();

    /** The largest file that a commit may carry inside itself, in bytes. */
    @WithDefault("1073741824")
    long largestRegular();

    /** How long an address for an upload is good. */
    @WithDefault("1H")
    Duration uploadValidity();

    /** What addresses for uploads are signed with; several registries that share one name need the same. Random if absent. */
    Optional<String> uploadSecret();

    /** The most entries on one page of a tree or a list. */
    @WithDefault("1000")
    int page();
}
