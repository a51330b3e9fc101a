package io.drayage.copy;

/**
 * What a copy did, in numbers.
 *
 * @param blobsSkipped blobs that were at the destination already
 * @param blobsMounted blobs taken from another repository of the destination
 * @param blobsTransferred blobs that went from source to destination
 * @param bytesTransferred their bytes, as written at the destination
 * @param manifestsPut manifests that were written
 */
public record CopyCounts(
    int blobsSkipped,
    int blobsMounted,
    int blobsTransferred,
    long bytesTransferred,
    int manifestsPut) {

  /** Nothing was done. */
  public static final CopyCounts NONE = new CopyCounts(0, 0, 0, 0, 0);

  /** The sum of both. */
  public CopyCounts plus(CopyCounts other) {
    return new CopyCounts(
        blobsSkipped + other.blobsSkipped,
        blobsMounted + other.blobsMounted,
        blobsTransferred + other.blobsTransferred,
        bytesTransferred + other.bytesTransferred,
        manifestsPut + other.manifestsPut);
  }
}
