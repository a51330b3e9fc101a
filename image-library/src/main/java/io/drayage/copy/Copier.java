package io.drayage.copy;

import java.io.IOException;

/**
 * Copies images. One copier is shared by all images of a run: a blob that several of them need goes
 * to a registry once. Thread-safe; images may be copied at the same time, each call blocks until
 * its image is done.
 */
public interface Copier {

  /**
   * Copies an image: blobs first, manifests from the leaves up, the tag last, and nothing at all
   * when the destination has it already. Interrupting the thread cancels the copy; then, and after
   * any failure, no name points at anything incomplete.
   *
   * @throws CopyException when a step fails
   */
  CopyResult copy(CopyRequest request) throws IOException;

  /**
   * Finds out what {@link #copy} would do, and does not do it. Blobs that an earlier plan of this
   * copier transfers to the registry count as being there.
   *
   * @throws CopyException when the facts cannot be gathered
   */
  CopyPlan plan(CopyRequest request) throws IOException;

  /** A copier that remembers where blobs are and tells what it does; it copies every image. */
  static Copier create(BlobLocations locations, ProgressListener listener) {
    return create(locations, SourceApproval.EVERYTHING, listener);
  }

  /**
   * The same for images that are approved: nothing is opened before its place was, and no byte
   * written before the image itself was.
   */
  static Copier create(
      BlobLocations locations, SourceApproval approval, ProgressListener listener) {
    return create(CopyMemory.of(locations), approval, listener);
  }

  /**
   * The same, going on inside the blobs that an earlier process began to move, as far as its
   * journal tells of them. What is changed on its way is not taken up again.
   */
  static Copier create(CopyMemory memory, SourceApproval approval, ProgressListener listener) {
    return new ImageCopier(memory, approval, listener);
  }

  /** A copier that tries again what fails for a reason that may pass, and tells that. */
  static Copier retrying(Copier copier, CopyRetry retry, ProgressListener listener) {
    return new RetryingCopier(copier, retry, Thread::sleep, listener);
  }
}
