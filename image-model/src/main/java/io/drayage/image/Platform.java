package io.drayage.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on: OCI image specification, image-index.md, {@code platform}. Names are Go's
 * ({@code linux}, {@code amd64}); an empty variant is written as null.
 */
public record Platform(
    String os,
    String architecture,
    @Nullable String variant,
    @Nullable String osVersion,
    List<String> osFeatures) {

  public Platform {
    osFeatures = List.copyOf(osFeatures);
    variant = emptyToNull(variant);
    osVersion = emptyToNull(osVersion);
  }

  public static Platform of(String os, String architecture) {
    return new Platform(os, architecture, null, null, List.of());
  }

  public static Platform of(String os, String architecture, @Nullable String variant) {
    return new Platform(os, architecture, variant, null, List.of());
  }

  /**
   * The platform of this machine. The variant is null where Java cannot tell it: on 32-bit ARM
   * Linux.
   */
  public static Platform local() {
    return LocalPlatform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /**
   * Reads {@code os/architecture[/variant]}.
   *
   * @throws InvalidFormatException when there are fewer or more parts, or an empty one
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || List.of(parts).contains("")) {
      throw new InvalidFormatException(
          "invalid platform \"%s\": expected OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT"
              .formatted(text));
    }
    return of(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Prints {@code os/architecture[/variant]}. */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
