package io.drayage.storage.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where blobs are when they are not in the data folder, {@code drayage.storage.s3.*}.
 *
 * @param bucket the bucket, which has to exist
 * @param prefix what the keys of all objects begin with, with a slash at its end
 * @param endpoint the server, unless it is Amazon's of the region
 * @param region the region that requests are signed for
 * @param addressing where the name of the bucket is
 * @param accessKey with the secret key; without them the usual variables, files and identities
 *     count
 * @param secretKey the secret of the access key
 * @param encryption what to ask of the server: {@code AES256} or {@code aws:kms}
 * @param encryptionKey the key of {@code aws:kms}
 * @param redirect whether clients fetch blobs from S3 themselves
 * @param redirectExpiry for how long an address holds that a client is sent to, up to 7 days
 * @param redirectEndpoint the server as clients reach it, when that is another address
 */
@ConfigurationProperties("drayage.storage.s3")
public record S3Properties(
    @Nullable String bucket,
    @DefaultValue("") String prefix,
    @Nullable URI endpoint,
    @DefaultValue("us-east-1") String region,
    @DefaultValue("path") Addressing addressing,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable String encryption,
    @Nullable String encryptionKey,
    @DefaultValue("none") Redirect redirect,
    @DefaultValue("15m") Duration redirectExpiry,
    @Nullable URI redirectEndpoint) {

  /** Where the name of the bucket is. */
  public enum Addressing {
    /** In the path, which every server knows. */
    PATH,
    /** In the name of the host. */
    HOST
  }

  /** What a client that asks for a blob is given. */
  public enum Redirect {
    /** The bytes, through the registry. */
    NONE,
    /** A signed address in S3. */
    PRESIGNED
  }

  public S3Properties {
    if ((accessKey == null) != (secretKey == null)) {
      throw new IllegalArgumentException(
          "drayage.storage.s3: access-key and secret-key go together, one of them is missing");
    }
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("drayage.storage.s3.prefix must end with a slash");
    }
    if (redirectExpiry.isNegative()
        || redirectExpiry.isZero()
        || redirectExpiry.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "drayage.storage.s3.redirect-expiry must be more than nothing and at most 7 days");
    }
  }

  Optional<URI> server() {
    return Optional.ofNullable(endpoint);
  }

  Optional<URI> serverForClients() {
    return redirectEndpoint == null ? server() : Optional.of(redirectEndpoint);
  }

  @Override
  public String toString() {
    return "S3Properties[bucket=%s, prefix=%s, endpoint=%s, region=%s]"
        .formatted(bucket, prefix, endpoint, region);
  }
}
