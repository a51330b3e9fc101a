package io.drayage.bundle;

import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The files of one bundle that were found; some may be missing. */
final class PartSet {
  private final TreeMap<Integer, PartFile> byNumber = new TreeMap<>();
  private final PartHead head;
  private final PartFile first;
  private final BundleContents contents;

  private PartSet(PartHead head, BundleContents contents) {
    this.head = head;
    this.first = head.part();
    this.contents = contents;
  }

  /**
   * Looks at files and folders, and beside them.
   *
   * @throws BundleException when a file is damaged, or they are of several bundles
   */
  static PartSet find(List<Path> places) throws IOException {
    List<Path> named = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        named.addAll(archives(place));
      } else {
        named.add(place);
      }
    }
    if (named.isEmpty()) {
      throw new BundleException("there is no bundle in %s".formatted(places));
    }
    PartHead first = PartHead.read(named.getFirst());
    PartSet set = new PartSet(first, contents(first));
    set.add(first.part());
    for (Path file : named.subList(1, named.size())) {
      set.add(PartHead.read(file).part());
    }
    set.addSiblings(named);
    return set;
  }

  private static BundleContents contents(PartHead head) throws BundleException {
    try {
      return BundleContentsJson.read(head.contents());
    } catch (InvalidFormatException e) {
      throw new BundleException(
          "the list of contents of %s cannot be used: %s".formatted(head.part(), e.getMessage()),
          e);
    }
  }

  private static List<Path> archives(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.tar")) {
      found.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  private void add(PartFile part) throws IOException {
    if (!part.identity().bundle().equals(first.identity().bundle())) {
      throw new BundleException(
          "%s is of the bundle %s, and %s of the bundle %s: name the parts of one bundle"
              .formatted(part, part.identity().bundle(), first, first.identity().bundle()));
    }
    int number = part.identity().number();
    if (part.identity().count() != contents.parts().size()
        || number < 1
        || number > contents.parts().size()) {
      throw new BundleException(
          "%s says that it is part %s of a bundle of %d parts: copy it again"
              .formatted(part.path(), part.place(), contents.parts().size()));
    }
    PartFile other = byNumber.putIfAbsent(number, part);
    if (other != null && !Files.isSameFile(other.path(), part.path())) {
      throw new BundleException(
          "%s and %s are the same part: name one of them".formatted(part.path(), other.path()));
    }
    long size = contents.parts().get(number - 1).size();
    if (Files.size(part.path()) != size) {
      throw new BundleException(
          "%s has %d bytes, not the %d it must have: copy it again"
              .formatted(part, Files.size(part.path()), size));
    }
  }

  private void addSiblings(List<Path> named) throws IOException {
    int count = contents.parts().size();
    for (int number = 1; number <= count; number++) {
      for (Path file : named) {
        Path sibling = PartNames.sibling(file, number, count);
        if (!byNumber.containsKey(number) && Files.isRegularFile(sibling)) {
          add(PartHead.read(sibling).part());
        }
      }
    }
  }

  /**
   * Refuses to go on without all parts.
   *
   * @throws BundleException which names the missing ones
   */
  void requireAll() throws BundleException {
    List<Integer> missing = missing();
    if (!missing.isEmpty()) {
      int count = contents.parts().size();
      throw new BundleException(
          "part %d of %d of the bundle %s is missing: bring it to %s, or name the file%s"
              .formatted(
                  missing.getFirst(),
                  count,
                  first.identity().bundle(),
                  PartNames.sibling(first.path(), missing.getFirst(), count),
                  missing.size() == 1 ? "" : " (missing are " + missing + ")"));
    }
  }

  /** The numbers of parts that were not found. */
  List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= contents.parts().size(); number++) {
      if (!byNumber.containsKey(number)) {
        missing.add(number);
      }
    }
    return missing;
  }

  BundleContents contents() {
    return contents;
  }

  /** Those that were found, in their order. */
  List<PartFile> parts() {
    return List.copyOf(byNumber.values());
  }

  /** The document and its signature, which all parts have alike. */
  PartHead head() {
    return head;
  }
}
