package io.drayage.api.storage;

import io.drayage.api.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What a quota is to be; at least one limit.
 *
 * @param bytes the most bytes that the blobs of the prefix may take, each counted once
 * @param tags the most tags
 */
public record QuotaRequest(@Nullable Long bytes, @Nullable Long tags) {
  public QuotaRequest {
    if (bytes == null && tags == null) {
      throw ProblemException.invalid("bytes", "is missing, and so is tags; a quota needs a limit");
    }
    positive("bytes", bytes);
    positive("tags", tags);
  }

  private static void positive(String field, @Nullable Long limit) {
    if (limit != null && limit < 0) {
      throw ProblemException.invalid(field, "must be a number from 0 on");
    }
  }
}
