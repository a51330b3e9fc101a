package io.drayage.storage.domain;

import io.drayage.image.InvalidFormatException;
import java.util.UUID;

/** The name of an upload session. */
public record UploadId(UUID value) {

  public static UploadId parse(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      if (uuid.toString().equals(text)) {
        return new UploadId(uuid);
      }
    } catch (IllegalArgumentException _) {
      throw new InvalidFormatException("no upload has such a name");
    }
    throw new InvalidFormatException("no upload has such a name");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
