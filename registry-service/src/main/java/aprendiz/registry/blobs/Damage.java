package aprendiz.registry.blobs;

import aprendiz.model.Digest;

/** Is told of blobs that are not what they were. */
public interface Damage {

    /** What is said of a blob that is not in the store, though the account knows it. */
    String MISSING = "missing";

    /**
     * Takes the blob out of use until it is put again, and says so, once.
     *
     * @param found the digest of the bytes that were there instead, or {@link #MISSING}
     */
    void found(Digest sha256, String found);
}
