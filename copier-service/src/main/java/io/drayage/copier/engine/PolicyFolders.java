package io.drayage.copier.engine;

import io.drayage.api.copier.PolicySpec;
import io.drayage.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the texts of policies in files, which is where they are read; a folder is named by its
 * content. Thread-safe.
 */
final class PolicyFolders {
  static final String REGISTRIES = "registries.conf";
  static final String TRUST = "policy.json";
  static final String SIGNATURES = "registries.d";
  private static final int NAME_LENGTH = 16;

  private final Path parent;

  PolicyFolders(Path parent) {
    this.parent = parent;
  }

  /** The folder of all policies. */
  Path parent() {
    return parent;
  }

  /** The folder with the texts of a policy, complete when this returns. */
  Path of(PolicySpec spec) throws IOException {
    String texts =
        "%s\0%s\0%s".formatted(spec.registriesConf(), spec.policyJson(), spec.registriesYaml());
    String name = Digest.of(texts.getBytes(StandardCharsets.UTF_8)).hex().substring(0, NAME_LENGTH);
    Path folder = parent.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(parent);
    Path made = Files.createTempDirectory(parent, "new");
    try {
      write(made.resolve(REGISTRIES), spec.registriesConf());
      write(made.resolve(TRUST), spec.policyJson());
      write(
          Files.createDirectory(made.resolve(SIGNATURES)).resolve("registries.yaml"),
          spec.registriesYaml());
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      // Somebody was faster, with the same texts.
      remove(made);
    }
    return folder;
  }

  private static void write(Path file, @Nullable String text) throws IOException {
    if (text != null) {
      Files.writeString(file, text);
    }
  }

  /** Removes a folder that is not used. */
  static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
