package io.drayage.storage.store.s3;

/**
 * Where objects are kept.
 *
 * @param prefix what all keys begin with: empty, or ends with a slash
 */
public record BucketAddress(String bucket, String prefix, ObjectEncryption encryption) {
  public BucketAddress {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "a prefix ends with a slash, %s does not".formatted(prefix));
    }
  }

  String key(String name) {
    return prefix + name;
  }

  String name(String key) {
    return key.substring(prefix.length());
  }
}
