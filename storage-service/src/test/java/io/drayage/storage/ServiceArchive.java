package io.drayage.storage;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the service, read and linked once for all processes that tests start: each is
 * ready in half the time. It costs as much as some starts, so only a test makes it that has many;
 * it is kept in the folder of the build until a jar changes, and used by all.
 */
final class ServiceArchive {
  private static final String PREFIX = "service-";

  private ServiceArchive() {}

  /**
   * The class path of the service: the one of the tests without folders, which cannot be archived.
   */
  static String classPath() {
    return jars().map(Path::toString).collect(Collectors.joining(":"));
  }

  private static Stream<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of);
  }

  /** What a JVM that is about to start needs for it; nothing where nobody has made it. */
  static List<String> options() throws IOException {
    Path archive = file();
    return Files.exists(archive) ? List.of("-XX:AOTCache=" + archive) : List.of();
  }

  private static Path file() throws IOException {
    StringBuilder versions = new StringBuilder(Runtime.version().toString());
    for (Path jar : (Iterable<Path>) jars()::iterator) {
      versions.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
    }
    return folder().resolve(PREFIX + Integer.toHexString(versions.toString().hashCode()) + ".aot");
  }

  /** That of the jar under test, which a build empties. */
  private static Path folder() {
    return jars()
        .filter(jar -> jar.getFileName().toString().startsWith("storage-service-"))
        .findFirst()
        .map(Path::getParent)
        .orElseThrow(() -> new IllegalStateException("no jar of the service is being tested"));
  }

  /** Lets the service start and end once, with all that it does then written down. */
  static void make() throws IOException, InterruptedException {
    Path archive = file();
    if (Files.exists(archive)) {
      return;
    }
    removeOlder();
    Path data = Files.createTempDirectory("drayage-archive");
    Path made = archive.resolveSibling(archive.getFileName() + ".part");
    try (ServiceProcess service =
        ServiceProcess.start(
            new ServiceProcess.Launch(List.of(), List.of("-XX:AOTCacheOutput=" + made)),
            data,
            List.of(),
            Redirect.DISCARD)) {
      service.process().destroy();
      service.process().waitFor();
    } finally {
      Files.walkFileTree(data, new TreeRemoval());
    }
    Files.move(made, archive);
  }

  private static void removeOlder() throws IOException {
    try (DirectoryStream<Path> older = Files.newDirectoryStream(folder(), PREFIX + "*.aot*")) {
      for (Path archive : older) {
        Files.delete(archive);
      }
    }
  }
}
