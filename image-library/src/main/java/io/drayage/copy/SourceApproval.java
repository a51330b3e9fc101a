package io.drayage.copy;

import io.drayage.transport.ImageLocation;
import java.io.IOException;

/** Decides whether an image may be copied at all. Thread-safe. */
@FunctionalInterface
public interface SourceApproval {

  /**
   * Looks at the place that the user named, before it is opened.
   *
   * @throws CopyRefusedException when the image must not be copied; the message says why
   * @throws IOException when that cannot be found out, which is a refusal as well
   */
  void approve(ImageLocation source) throws IOException;
}
