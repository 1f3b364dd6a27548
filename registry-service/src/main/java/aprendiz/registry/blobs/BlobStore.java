package aprendiz.registry.blobs;

import aprendiz.model.Problem;
import aprendiz.registry.RegistrySettings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens the store that the settings choose. */
class BlobStore {

    @Produces
    @Singleton
    static Blobs open(RegistrySettings settings) {
        return switch (Location.parse(settings.blobs())) {
            case Location.Folder folder -> open(folder);
            case Location.Bucket bucket ->
                new BlobBucket(client(settings.s3()), bucket, settings.s3().partSize());
        };
    }

    private static Blobs open(Location.Folder folder) {
        try {
            return new BlobFolder(folder.path());
        } catch (IOException e) {
            throw Problem.unavailable(
                    "No blob store", "the folder " + folder.path() + " cannot be used for blobs: " + e, e);
        }
    }

    /**
     * Credentials come from the environment or wherever else the AWS SDK looks. Checksums that only AWS understands are
     * left out: the registry hashes every byte itself.
     */
    static S3Client client(RegistrySettings.S3 settings) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.create());
        settings.endpoint().ifPresent(client::endpointOverride);
        return client.build();
    }

    static void close(@Disposes Blobs store) throws IOException {
        store.close();
    }
}
