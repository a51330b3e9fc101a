package io.drayage.storage.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Sends clients to S3 with an address that is signed for one object and a limited time. */
public final class PresignedRedirects implements Redirects {
  private final S3Presigner presigner;
  private final BucketAddress address;
  private final Duration expiry;

  /**
   * @param expiry how long an address holds; a client that begins within may finish
   */
  public PresignedRedirects(S3Presigner presigner, BucketAddress address, Duration expiry) {
    this.presigner = presigner;
    this.address = address;
    this.expiry = expiry;
  }

  @Override
  public Optional<URI> to(StoredObject object) {
    return Optional.of(
        URI.create(
            presigner
                .presignGetObject(
                    request ->
                        request
                            .signatureDuration(expiry)
                            .getObjectRequest(
                                get ->
                                    get.bucket(address.bucket()).key(address.key(object.name()))))
                .url()
                .toString()));
  }
}
