package io.drayage.storage.store.s3;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * How S3 is asked to encrypt what it stores; nothing leaves that to the settings of the bucket.
 *
 * @param algorithm as in {@code x-amz-server-side-encryption}: {@code AES256} or {@code aws:kms}
 * @param key the key of the key service
 */
public record ObjectEncryption(Optional<String> algorithm, Optional<String> key) {
  public static final ObjectEncryption OF_THE_BUCKET =
      new ObjectEncryption(Optional.empty(), Optional.empty());

  void apply(PutObjectRequest.Builder request) {
    algorithm.ifPresent(request::serverSideEncryption);
    key.ifPresent(request::ssekmsKeyId);
  }

  void apply(CreateMultipartUploadRequest.Builder request) {
    algorithm.ifPresent(request::serverSideEncryption);
    key.ifPresent(request::ssekmsKeyId);
  }
}
