package io.drayage.storage.domain.graph;

/**
 * Bytes of blobs, each blob counted once.
 *
 * @param total what is needed
 * @param exclusive the part of it that nothing else needs: what a deletion would free
 */
public record StoredBytes(long total, long exclusive) {

  /** The part that something else needs, too. */
  public long shared() {
    return total - exclusive;
  }
}
