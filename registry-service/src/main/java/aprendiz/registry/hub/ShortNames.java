package aprendiz.registry.hub;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Reads names without a namespace, {@code bert-base-uncased}, as names in the default one. */
class ShortNames {

    private static final Pattern API = Pattern.compile(
            "(/api/(?:models|datasets)/)"
                    + "([^/]+(?:/(?:(?:revision|tree|paths-info|commits|preupload|commit|tag|branch|xet-write-token)/.+|refs|settings))?)/?");
    private static final Pattern FILES =
            Pattern.compile("(/(?:datasets/)?)([^/]+(?:/(?:resolve|raw)/[^/]+/.+|\\.git/info/lfs/.+))");

    private final HubSettings settings;

    ShortNames(HubSettings settings) {
        this.settings = settings;
    }

    @ServerRequestFilter(preMatching = true)
    void complete(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawPath();
        Matcher name = API.matcher(path);
        if (!name.matches()) {
            name = FILES.matcher(path);
        }
        if (name.matches()) {
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String completed = name.group(1) + settings.defaultNamespace() + "/" + name.group(2) + query;
            request.setRequestUri(uri.resolve(completed));
        }
    }
}
