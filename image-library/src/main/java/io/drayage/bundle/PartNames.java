package io.drayage.bundle;

import java.nio.file.Path;

/** How the files of a bundle are called. */
final class PartNames {
  private static final String SUFFIX = ".tar";

  private PartNames() {}

  /** {@code images.tar}, or {@code images.part-02-of-12.tar} when there are several. */
  static Path of(Path file, int number, int count) {
    if (count == 1) {
      return file;
    }
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    int width = Integer.toString(count).length();
    String digits = "%0" + width + "d";
    return file.resolveSibling(
        stem + ".part-" + digits.formatted(number) + "-of-" + count + SUFFIX);
  }

  /** What a part of this number would be called where another part of the bundle is. */
  static Path sibling(Path part, int number, int count) {
    String name = String.valueOf(part.getFileName());
    int cut = name.lastIndexOf(".part-");
    return of(part.resolveSibling(cut < 0 ? name : name.substring(0, cut) + SUFFIX), number, count);
  }
}
