package io.drayage.bundle;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.transport.Transport;
import java.nio.file.Path;

/** Images in bundles: {@code bundle:PATH:REFERENCE}; the path is that of any part. Read only. */
public final class BundleTransport implements Transport {
  /** The only one; it has no state. */
  public static final BundleTransport INSTANCE = new BundleTransport();

  private BundleTransport() {}

  @Override
  public String name() {
    return "bundle";
  }

  @Override
  public BundleLocation parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new InvalidFormatException("bundle:%s: expected PATH:IMAGE".formatted(text));
    }
    return new BundleLocation(
        Path.of(text.substring(0, colon)), Reference.parse(text.substring(colon + 1)));
  }
}
