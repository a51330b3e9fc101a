package io.drayage.storage.config;

import io.drayage.storage.store.Database;
import io.drayage.storage.store.s3.Bucket;
import io.drayage.storage.store.s3.BucketAddress;
import io.drayage.storage.store.s3.ObjectEncryption;
import io.drayage.storage.store.s3.PresignedRedirects;
import io.drayage.storage.store.s3.Redirects;
import io.drayage.storage.store.s3.S3BlobStore;
import io.drayage.storage.store.s3.S3Strays;
import io.drayage.storage.store.s3.S3UploadStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Blobs in S3. Nothing of the client is loaded while no bucket is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("drayage.storage.s3.bucket")
@EnableConfigurationProperties(S3Properties.class)
class S3Configuration {
  private static final int ATTEMPTS = 4;
  private static final int CONNECTIONS = 200;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  /** How long S3 may be silent, and how long a caller waits for a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final S3Properties properties;

  S3Configuration(S3Properties properties) {
    this.properties = properties;
  }

  @Bean
  S3Client s3Client() {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(properties.region()))
            .credentialsProvider(credentials())
            .forcePathStyle(properties.addressing() == S3Properties.Addressing.PATH)
            // Not every server knows the checksums that Amazon's has.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT_WITHIN)
                    .socketTimeout(PATIENCE)
                    .connectionAcquisitionTimeout(PATIENCE))
            .overrideConfiguration(
                override ->
                    override.retryStrategy(
                        StandardRetryStrategy.builder().maxAttempts(ATTEMPTS).build()));
    properties.server().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private AwsCredentialsProvider credentials() {
    return properties.accessKey() == null || properties.secretKey() == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(properties.accessKey(), properties.secretKey()));
  }

  @Bean
  BucketAddress bucketAddress() {
    return new BucketAddress(
        Objects.requireNonNull(properties.bucket()),
        properties.prefix(),
        new ObjectEncryption(
            Optional.ofNullable(properties.encryption()),
            Optional.ofNullable(properties.encryptionKey())));
  }

  @Bean
  Bucket bucket(S3Client client, BucketAddress address) {
    return new Bucket(client, address);
  }

  @Bean
  Redirects redirects(BucketAddress address) {
    return switch (properties.redirect()) {
      case NONE -> Redirects.NONE;
      case PRESIGNED -> new PresignedRedirects(presigner(), address, properties.redirectExpiry());
    };
  }

  private S3Presigner presigner() {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(properties.region()))
            .credentialsProvider(credentials())
            .serviceConfiguration(
                software.amazon.awssdk.services.s3.S3Configuration.builder()
                    .pathStyleAccessEnabled(properties.addressing() == S3Properties.Addressing.PATH)
                    .build());
    properties.serverForClients().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Bean
  S3UploadStore s3UploadStore(Bucket bucket, Database database) {
    return new S3UploadStore(bucket, database);
  }

  @Bean
  S3BlobStore s3BlobStore(S3UploadStore uploads, Database database, Redirects redirects) {
    return new S3BlobStore(uploads, database, redirects);
  }

  @Bean
  S3Strays s3Strays(S3UploadStore uploads, Database database) {
    return new S3Strays(uploads, database);
  }
}
