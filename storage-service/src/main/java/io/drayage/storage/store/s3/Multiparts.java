package io.drayage.storage.store.s3;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Multipart uploads to a bucket. Thread-safe. */
final class Multiparts {
  /** What S3 asks of every part but the last, in bytes. */
  static final int SMALLEST_PART = 5 * 1024 * 1024;

  static final int MOST_PARTS = 10_000;

  private final Bucket bucket;
  private final BucketAddress address;

  Multiparts(Bucket bucket) {
    this.bucket = bucket;
    this.address = bucket.address();
  }

  Multipart begin(String name) throws IOException {
    return new Multipart(
        name,
        S3Call.of(
            "begin the object " + name,
            () ->
                bucket
                    .client()
                    .createMultipartUpload(
                        request -> {
                          request.bucket(address.bucket()).key(address.key(name));
                          address.encryption().apply(request);
                        })
                    .uploadId()));
  }

  /** Sends a part; one of the same number is replaced. */
  Part send(Multipart multipart, int number, PartBuffer content) throws IOException {
    String etag =
        S3Call.of(
            "store part %d of the object %s".formatted(number, multipart.name()),
            () ->
                bucket
                    .client()
                    .uploadPart(
                        request ->
                            request
                                .bucket(address.bucket())
                                .key(address.key(multipart.name()))
                                .uploadId(multipart.id())
                                .partNumber(number),
                        Bucket.body(content.bytes(), content.length()))
                    .eTag());
    return new Part(number, etag, content.length());
  }

  /** Makes an object of the bucket a part, without moving its bytes through here. */
  Part copy(Multipart multipart, int number, StoredObject source) throws IOException {
    String etag =
        S3Call.of(
            "copy %s into the object %s".formatted(source.name(), multipart.name()),
            () ->
                bucket
                    .client()
                    .uploadPartCopy(
                        request ->
                            request
                                .sourceBucket(address.bucket())
                                .sourceKey(address.key(source.name()))
                                .destinationBucket(address.bucket())
                                .destinationKey(address.key(multipart.name()))
                                .uploadId(multipart.id())
                                .partNumber(number))
                    .copyPartResult()
                    .eTag());
    return new Part(number, etag, source.size());
  }

  /** Makes the parts an object, which is there whole or not at all. */
  void complete(Multipart multipart, List<Part> parts) throws IOException {
    List<CompletedPart> completed =
        parts.stream()
            .map(
                part -> CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).build())
            .toList();
    S3Call.of(
        "complete the object " + multipart.name(),
        () ->
            bucket
                .client()
                .completeMultipartUpload(
                    request ->
                        request
                            .bucket(address.bucket())
                            .key(address.key(multipart.name()))
                            .uploadId(multipart.id())
                            .multipartUpload(upload -> upload.parts(completed))));
  }

  /** Those that were begun and not ended, up to a thousand. */
  List<MultipartUpload> list() throws IOException {
    return S3Call.of(
        "list what was begun",
        () ->
            bucket
                .client()
                .listMultipartUploads(
                    request -> request.bucket(address.bucket()).prefix(address.key("")))
                .uploads());
  }

  /** Gives it up; nothing happens when there is none. */
  void abort(Multipart multipart) throws IOException {
    try {
      S3Call.of(
          "give up the object " + multipart.name(),
          () ->
              bucket
                  .client()
                  .abortMultipartUpload(
                      request ->
                          request
                              .bucket(address.bucket())
                              .key(address.key(multipart.name()))
                              .uploadId(multipart.id())));
    } catch (MissingObjectException _) {
      return;
    }
  }
}
