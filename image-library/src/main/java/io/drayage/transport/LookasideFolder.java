package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.registries.Lookaside;
import io.drayage.signature.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signatures in the files of a lookaside folder. A file has its name only when it is whole, and is
 * never overwritten: writers that come at the same time get numbers of their own.
 */
record LookasideFolder(Lookaside.Folder place) {

  List<Signature> read(Digest manifest) throws IOException {
    return SignatureList.read(
        new SignatureList.Files() {
          @Override
          public Optional<byte[]> read(int number) throws IOException {
            return bytes(place.signature(manifest, number));
          }

          @Override
          public String name(int number) {
            return "the signature " + place.signature(manifest, number);
          }
        });
  }

  private static Optional<byte[]> bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Signature.MAXIMUM_SIZE + 1);
      if (bytes.length > Signature.MAXIMUM_SIZE) {
        throw new IOException(
            "the signature %s has more than %d bytes, the limit for one"
                .formatted(file, Signature.MAXIMUM_SIZE));
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  /** Adds those that are not there yet. */
  void add(Digest manifest, List<Signature> signatures) throws IOException {
    List<Signature> missing = new ArrayList<>(signatures);
    missing.removeAll(read(manifest));
    for (Signature signature : missing) {
      add(manifest, signature);
    }
  }

  private void add(Digest manifest, Signature signature) throws IOException {
    Path folder = place.signatures(manifest);
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, ".partial-", "");
    try {
      Files.write(partial, signature.stored());
      if (Files.getFileStore(partial).supportsFileAttributeView("posix")) {
        // Whatever publishes the folder runs as somebody else; signatures are no secrets.
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rw-r--r--"));
      }
      int number = read(manifest).size() + 1;
      while (!take(partial, place.signature(manifest, number))) {
        number++;
        if (number > Signature.MAXIMUM_COUNT) {
          throw new IOException(
              "%s holds %d signatures already, the most that are read: delete those that are not needed"
                  .formatted(folder, Signature.MAXIMUM_COUNT));
        }
      }
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Deletes all of a manifest; whatever else lies in its folder stays. */
  void delete(Digest manifest) throws IOException {
    int number = 1;
    while (Files.deleteIfExists(place.signature(manifest, number))) {
      number++;
    }
    Path folder = place.signatures(manifest);
    if (number > 1 && Files.isDirectory(folder)) {
      try (var rest = Files.newDirectoryStream(folder)) {
        if (rest.iterator().hasNext()) {
          return;
        }
      }
      Files.delete(folder);
    }
  }

  /** Gives a file its name, unless another file has it. */
  private static boolean take(Path partial, Path name) throws IOException {
    try {
      Files.createLink(name, partial);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | IOException e) {
      // File systems without links answer with errors of many kinds.
      return move(partial, name);
    }
  }

  private static boolean move(Path partial, Path name) throws IOException {
    try {
      Files.move(partial, name);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
