package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import java.util.regex.Pattern;

/**
 * The grammar of {@code org.opencontainers.image.ref.name}: OCI image specification,
 * annotations.md.
 */
final class LayoutName {
  private static final String ALPHANUMERIC = "[A-Za-z0-9]++";
  private static final String COMPONENT =
      ALPHANUMERIC + "(?:(?:--|[-._:@+])" + ALPHANUMERIC + ")*+";
  private static final Pattern GRAMMAR = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");
  private static final int MAXIMUM_LENGTH = 1024;

  private LayoutName() {}

  /** Reads what stands behind the path of an {@code oci:} or {@code oci-archive:} name. */
  static ImageChoice parse(String transport, PathAndChoice text) {
    if (text.rest().isEmpty() || text.rest().get().isEmpty()) {
      return new ImageChoice.Only();
    }
    String name = text.rest().get();
    if (name.startsWith("@")) {
      return ImageChoice.at(name).orElseThrow();
    }
    if (name.length() > MAXIMUM_LENGTH || !GRAMMAR.matcher(name).matches()) {
      throw new InvalidFormatException(
          "invalid image %s in %s:%s:%s: expected letters and digits, separated by one of -._:@+/"
              .formatted(name, transport, text.path(), name));
    }
    return new ImageChoice.Named(name);
  }
}
