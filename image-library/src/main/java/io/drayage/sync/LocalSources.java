package io.drayage.sync;

import io.drayage.copy.CopyEnd;
import io.drayage.image.InvalidFormatException;
import io.drayage.transport.DigestTag;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds the images of folders and layouts. */
final class LocalSources {
  private final Transports transports;
  private final TransportContext context;

  LocalSources(Transports transports, TransportContext context) {
    this.transports = transports;
    this.context = context;
  }

  /** Every folder that holds a {@code manifest.json}; below one of those there is no other. */
  List<SourceImage> folder(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new SyncRefusedException(
          "Invalid source directory specified: %s: no such directory".formatted(root));
    }
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root.toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (Files.isRegularFile(folder.resolve("manifest.json"))) {
              found.add(folder);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Path real = root.toRealPath();
    return found.stream().sorted().map(folder -> inFolder(root, real.relativize(folder))).toList();
  }

  private SourceImage inFolder(Path root, Path relative) {
    boolean isRoot = relative.toString().isEmpty();
    Path folder = isRoot ? root : root.resolve(relative);
    return new SourceImage(
        new CopyEnd(transports.parse("dir:" + folder), context),
        isRoot ? nameOf(root) : relative.toString(),
        List.of(),
        folder.toString());
  }

  private static String nameOf(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "root" : name.toString();
  }

  /**
   * Every named image; what cosign's tags name comes with the image that it belongs to. A name that
   * is a plain tag belongs to a repository that is called like the folder; any other name ({@code
   * busybox:1}) says itself where it belongs.
   *
   * @param problems takes names that cannot be used
   */
  List<SourceImage> layout(Path layout, Consumer<SyncProblem> problems) throws IOException {
    var found = new ArrayList<SourceImage>();
    try (ImageSource any = transports.parse("oci:" + layout).openSource(context)) {
      for (String name : RepositoryTags.listing(any).tags()) {
        if (DigestTag.parse(name).isPresent()) {
          continue;
        }
        try {
          found.add(inLayout(layout, name));
        } catch (InvalidFormatException e) {
          problems.accept(SyncProblem.error(layout.toString(), String.valueOf(e.getMessage())));
        }
      }
    }
    return found;
  }

  private SourceImage inLayout(Path layout, String name) {
    return new SourceImage(
        new CopyEnd(transports.parse("oci:%s:%s".formatted(layout, name)), context),
        isPlainTag(name) ? nameOf(layout) + ":" + name : name,
        List.of(),
        "%s:%s".formatted(layout, name));
  }

  private static boolean isPlainTag(String name) {
    return name.chars().noneMatch(c -> c == ':' || c == '/' || c == '@');
  }
}
