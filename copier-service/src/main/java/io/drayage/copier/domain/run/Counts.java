package io.drayage.copier.domain.run;

/**
 * The transfers of a run in numbers.
 *
 * @param bytesPlanned what is to be read from the sources, in bytes
 * @param bytesMoved what was written at the destination, in bytes
 * @param requestsPlanned how many requests the copies take, without those that find out
 */
public record Counts(
    long unchanged,
    long pending,
    long running,
    long copied,
    long deleted,
    long failed,
    long skipped,
    long bytesPlanned,
    long bytesMoved,
    long requestsPlanned) {

  /** No transfer. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** All of them. */
  public long images() {
    return unchanged + pending + running + copied + deleted + failed + skipped;
  }
}
