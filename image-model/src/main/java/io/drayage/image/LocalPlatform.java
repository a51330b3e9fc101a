package io.drayage.image;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that Java has for the machine it runs on, translated to Go's. */
final class LocalPlatform {
  private static final Map<String, String> ARCHITECTURES =
      Map.ofEntries(
          Map.entry("x86_64", "amd64"),
          Map.entry("amd64", "amd64"),
          Map.entry("aarch64", "arm64"),
          Map.entry("arm64", "arm64"),
          Map.entry("arm32", "arm"),
          Map.entry("x86", "386"),
          Map.entry("i386", "386"),
          Map.entry("i486", "386"),
          Map.entry("i586", "386"),
          Map.entry("i686", "386"),
          Map.entry("loongarch64", "loong64"),
          Map.entry("mips64el", "mips64le"),
          Map.entry("mipsel", "mipsle"));

  private LocalPlatform() {}

  static Platform of(String osName, String osArchitecture) {
    String os = os(osName.toLowerCase(Locale.ROOT));
    String architecture = osArchitecture.toLowerCase(Locale.ROOT);
    String translated = ARCHITECTURES.getOrDefault(architecture, architecture);
    return Platform.of(os, translated, variant(os, translated));
  }

  private static String os(String name) {
    if (name.startsWith("mac") || name.startsWith("darwin")) {
      return "darwin";
    }
    if (name.startsWith("windows")) {
      return "windows";
    }
    return name.equals("sunos") ? "solaris" : name.replace(" ", "");
  }

  /**
   * 64-bit ARM is v8, and 32-bit ARM outside Linux is v7. On Linux it may be anything from v5 to
   * v8, which Java does not tell.
   */
  private static @Nullable String variant(String os, String architecture) {
    if (architecture.equals("arm64")) {
      return "v8";
    }
    return architecture.equals("arm") && !os.equals("linux") ? "v7" : null;
  }
}
