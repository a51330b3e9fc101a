package io.drayage.copy;

import io.drayage.image.InvalidFormatException;
import java.util.Locale;

/** A format that manifests can be asked to have ({@code --format}). */
public enum ManifestFormat {
  OCI,
  V2S1,
  V2S2;

  /**
   * Reads {@code oci}, {@code v2s1} or {@code v2s2}.
   *
   * @throws InvalidFormatException for anything else
   */
  public static ManifestFormat parse(String text) {
    for (ManifestFormat format : values()) {
      if (format.toString().equals(text)) {
        return format;
      }
    }
    throw new InvalidFormatException(
        "unknown format \"%s\". Choose one of the supported formats: 'oci', 'v2s1', or 'v2s2'"
            .formatted(text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
