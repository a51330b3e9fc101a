package io.drayage.storage.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The objects of a bucket below a prefix. Thread-safe. */
public final class Bucket {
  private final S3Client client;
  private final BucketAddress address;

  public Bucket(S3Client client, BucketAddress address) {
    this.client = client;
    this.address = address;
  }

  S3Client client() {
    return client;
  }

  BucketAddress address() {
    return address;
  }

  /** Stores an object; it is there whole or not at all. */
  void put(String name, byte[] bytes, int length) throws IOException {
    S3Call.of(
        "store the object " + name,
        () ->
            client.putObject(
                request -> {
                  request.bucket(address.bucket()).key(address.key(name));
                  address.encryption().apply(request);
                },
                body(bytes, length)));
  }

  /** A body that can be sent as often as it takes. */
  static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }

  /** Begins to read a range of an object; the caller closes or aborts the stream. */
  ResponseInputStream<GetObjectResponse> get(String name, long offset, long length)
      throws IOException {
    return S3Call.of(
        "read the object " + name,
        () ->
            client.getObject(
                request ->
                    request
                        .bucket(address.bucket())
                        .key(address.key(name))
                        .range("bytes=%d-%d".formatted(offset, offset + length - 1))));
  }

  /** The size of an object in bytes, if there is one. */
  Optional<Long> size(String name) throws IOException {
    try {
      return Optional.of(
          S3Call.of(
              "look for the object " + name,
              () ->
                  client
                      .headObject(
                          request -> request.bucket(address.bucket()).key(address.key(name)))
                      .contentLength()));
    } catch (MissingObjectException _) {
      return Optional.empty();
    }
  }

  /** Removes an object; nothing happens when there is none. */
  void delete(String name) throws IOException {
    try {
      S3Call.of(
          "remove the object " + name,
          () ->
              client.deleteObject(
                  request -> request.bucket(address.bucket()).key(address.key(name))));
    } catch (MissingObjectException _) {
      return; // Some servers complain.
    }
  }

  /** Lists objects in the order of their names, behind one of them. */
  ListObjectsV2Response list(Optional<String> after, int limit) throws IOException {
    return S3Call.of(
        "list objects",
        () ->
            client.listObjectsV2(
                request -> {
                  request.bucket(address.bucket()).prefix(address.key("")).maxKeys(limit);
                  after.ifPresent(name -> request.startAfter(address.key(name)));
                }));
  }
}
