package aprendiz.registry.access;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name as the settings name the holder of the token; {@code anonymous} without one
 * @param namespaces that the token opens; empty for all
 */
public record Identity(String name, Role role, Set<String> namespaces) {

    public static final String ANONYMOUS = "anonymous";

    public Identity {
        namespaces = Set.copyOf(namespaces);
    }

    public boolean isAnonymous() {
        return name.equals(ANONYMOUS);
    }

    public boolean mayRead(String namespace, boolean closed) {
        return !closed || ((!isAnonymous() || role == Role.WRITE) && opens(namespace));
    }

    /** Whether nothing is kept from this caller. */
    public boolean opensAll() {
        return namespaces.isEmpty();
    }

    public boolean mayWrite(String namespace) {
        return role == Role.WRITE && opens(namespace);
    }

    private boolean opens(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }
}
