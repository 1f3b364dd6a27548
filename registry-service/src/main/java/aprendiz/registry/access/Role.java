package aprendiz.registry.access;

/** What a caller may do, each more than the one before. */
public enum Role {
    NONE,
    READ,
    WRITE
}
