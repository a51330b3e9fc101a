package io.drayage.storage.store.s3;

import io.drayage.storage.domain.StorageUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** A request to S3, which the client has tried several times when it fails here. */
@FunctionalInterface
interface S3Call<T> {
  T send();

  /**
   * Sends a request.
   *
   * @param attempt what it is to do, for the message
   * @throws MissingObjectException when S3 has not what the request names
   * @throws StorageUnavailableException when S3 did not answer, or failed
   */
  static <T> T of(String attempt, S3Call<T> call) throws IOException {
    try {
      return call.send();
    } catch (AbortedException e) {
      InterruptedIOException interrupted = new InterruptedIOException("interrupted: " + attempt);
      interrupted.initCause(e);
      throw interrupted;
    } catch (SdkServiceException e) {
      throw failure(attempt, e);
    } catch (SdkException e) {
      throw new StorageUnavailableException(
          "S3 did not answer when asked to %s: %s".formatted(attempt, e.getMessage()), e);
    }
  }

  private static IOException failure(String attempt, SdkServiceException e) {
    int status = e.statusCode();
    if (status == 404) {
      return new MissingObjectException(
          "S3 was asked to %s, which is not there: %s".formatted(attempt, e.getMessage()), e);
    }
    if (status >= 500 || status == 429 || status == 408) {
      return new StorageUnavailableException(
          "S3 failed to %s: %s".formatted(attempt, e.getMessage()), e);
    }
    return new IOException(
        "S3 refused to %s; check bucket, region, credentials and their rights: %s"
            .formatted(attempt, e.getMessage()),
        e);
  }
}
