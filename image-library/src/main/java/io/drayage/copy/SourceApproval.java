package io.drayage.copy;

import io.drayage.transport.ImageLocation;
import java.io.IOException;

/** Decides whether an image may be copied at all. Thread-safe. */
@FunctionalInterface
public interface SourceApproval {

  /** Every image may be copied. */
  SourceApproval EVERYTHING = _ -> ImageApproval.GRANTED;

  /**
   * Looks at the place that the user named, before it is opened.
   *
   * @return what its manifests must be asked about before they are copied
   * @throws CopyRefusedException when nothing at this place may be copied; the message says why
   * @throws IOException when that cannot be found out, which is a refusal as well
   */
  ImageApproval approve(ImageLocation source) throws IOException;
}
