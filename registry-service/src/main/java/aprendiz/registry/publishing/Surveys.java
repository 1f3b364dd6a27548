package aprendiz.registry.publishing;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.TensorFacts;
import aprendiz.model.tensors.TensorInfo;
import aprendiz.model.tensors.TensorSurvey;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.Blobs;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the tensors of a blob are, read once and remembered by its digest. */
@ApplicationScoped
public class Surveys {

    private final Blobs blobs;
    private final RegistrySettings settings;
    private final EntityManager entities;

    Surveys(Blobs blobs, RegistrySettings settings, EntityManager entities) {
        this.blobs = blobs;
        this.settings = settings;
        this.entities = entities;
    }

    /**
     * Surveys a safetensors file. Where the settings say that data shall not be read, norms and digests are left out.
     *
     * @throws aprendiz.model.Problem of kind INVALID if it is none
     */
    public List<TensorFacts> of(FileEntry file) throws IOException {
        Optional<List<TensorFacts>> known = remembered(file.sha256());
        if (known.isPresent()) {
            return known.get();
        }
        try (InputStream in = new BufferedInputStream(blobs.open(file.sha256(), 0), 1 << 16)) {
            Collection<TensorInfo> tensors =
                    SafetensorsFile.check(in, file.size()).values();
            if (!settings.checks().finite()) {
                return tensors.stream()
                        .map(one -> new TensorFacts(one.name(), one.dtype(), one.dims(), null, null, null))
                        .toList();
            }
            List<TensorFacts> facts = TensorSurvey.of(in, tensors);
            remember(file.sha256(), facts);
            return facts;
        }
    }

    @Transactional
    Optional<List<TensorFacts>> remembered(Digest sha256) {
        List<?> rows = entities.createNativeQuery("select cast(tensors as text) from blob_tensors where sha256 = ?1")
                .setParameter(1, sha256.hex())
                .getResultList();
        return rows.stream().map(row -> read((String) row)).findFirst();
    }

    @Transactional
    void remember(Digest sha256, List<TensorFacts> facts) {
        entities.createNativeQuery(
                        "insert into blob_tensors (sha256, tensors) values (?1, cast(?2 as jsonb)) on conflict do nothing")
                .setParameter(1, sha256.hex())
                .setParameter(2, write(facts))
                .executeUpdate();
    }

    private static List<TensorFacts> read(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<List<TensorFacts>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable tensors in the database", e);
        }
    }

    private static String write(List<TensorFacts> facts) {
        try {
            return Json.MAPPER.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tensors can be written", e);
        }
    }
}
