package io.drayage.registry;

import java.util.Optional;

/**
 * Where the upload of one blob leaves its marks, so that another process can go on with it. Used by
 * one thread at a time; its methods must not throw, for a mark is worth less than the upload.
 */
public interface UploadTrail {

  /** The newest mark, which may be of a session that is long gone. */
  Optional<UploadMark> last();

  /** The registry has confirmed so much. Called at the ends of chunks. */
  void mark(UploadMark mark);

  /** There is nothing to go on with: the blob arrived, or the session is lost. */
  void forget();
}
