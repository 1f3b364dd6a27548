package aprendiz.registry.exchange;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Archive;
import aprendiz.model.catalog.Version;
import aprendiz.registry.access.Identity;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import aprendiz.registry.blobs.Delivery;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.evaluations.Evaluations;
import aprendiz.registry.lineage.Descent;
import aprendiz.registry.signing.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a version as an {@link Archive}. The same version, with the same evaluations and signatures, is the same bytes on
 * every registry: nothing is compressed, names are sorted, times are left out.
 */
@ApplicationScoped
public class Export {

    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Catalog catalog;
    private final Descent descent;
    private final Evaluations evaluations;
    private final Signatures signatures;
    private final Checksums checksums;
    private final Blobs blobs;
    private final Damage damage;

    Export(
            Catalog catalog,
            Descent descent,
            Evaluations evaluations,
            Signatures signatures,
            Checksums checksums,
            Blobs blobs,
            Damage damage) {
        this.catalog = catalog;
        this.descent = descent;
        this.evaluations = evaluations;
        this.signatures = signatures;
        this.checksums = checksums;
        this.blobs = blobs;
        this.damage = damage;
    }

    /** What an archive will hold. */
    record Contents(
            Version version,
            SortedMap<String, byte[]> documents,
            SortedMap<String, Long> sums,
            Blobs blobs,
            Damage damage)
            implements StreamingOutput {

        @Override
        public void write(OutputStream out) throws IOException {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> document : documents.entrySet()) {
                byte[] bytes = document.getValue();
                CRC32 crc = new CRC32();
                crc.update(bytes);
                zip.putNextEntry(entry(document.getKey(), bytes.length, crc.getValue()));
                zip.write(bytes);
                zip.closeEntry();
            }
            for (FileEntry file : version.files()) {
                zip.putNextEntry(entry(file.path(), file.size(), sums.get(file.path())));
                new Delivery(blobs, damage, file.sha256(), file.size(), 0, file.size()).write(zip);
                zip.closeEntry();
            }
            zip.finish();
        }

        private static ZipEntry entry(String name, long size, long crc) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(LONG_AGO);
            entry.setSize(size);
            entry.setCrc(crc);
            return entry;
        }
    }

    /** Gathers everything but the files' bytes, so that what is wrong is known before the first byte leaves. */
    Contents of(RepositoryType type, ModelName name, String revision, Identity caller) throws IOException {
        Version version =
                catalog.version(type, name, revision).orElseThrow(() -> CatalogResource.noRevision(name, revision));
        SortedMap<String, byte[]> documents = new TreeMap<>();
        documents.put(Archive.VERSION, Json.pretty(version));
        if (type == RepositoryType.MODEL) {
            descent.ancestors(type, name, version.commit(), caller)
                    .ifPresent(back -> documents.put(Archive.LINEAGE, Json.pretty(back)));
            documents.put(Archive.EVALUATIONS, Json.pretty(evaluations.list(name, version.commit())));
        }
        signatures.file(type, name, version.commit()).ifPresent(bundle -> documents.put(Archive.SIGNATURE, bundle));
        SortedMap<String, Long> sums = new TreeMap<>();
        for (FileEntry file : version.files()) {
            if (file.path().startsWith(Archive.FOLDER)) {
                throw Problem.refused(
                        "Cannot export", version.label() + ": " + file.path() + " lies where an archive keeps its own");
            }
            sums.put(file.path(), checksums.of(file));
        }
        return new Contents(version, documents, sums, blobs, damage);
    }
}
