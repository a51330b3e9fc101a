package io.drayage.transport.local;

import io.drayage.image.Digest;
import io.drayage.signature.Signature;
import io.drayage.transport.SignatureList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The signatures in a {@code dir:} folder: {@code signature-N} for the top-level manifest, {@code
 * HEX.signature-N} for one that it lists.
 */
record DirSignatures(DirFiles files) {

  /** Those of a manifest, of the one that the folder shows now or of one below it. */
  List<Signature> read(Digest manifest) throws IOException {
    return readAll(isTop(manifest) ? "" : childPrefix(manifest));
  }

  private boolean isTop(Digest manifest) throws IOException {
    return files.read().filter(top -> top.digest().equals(manifest)).isPresent();
  }

  private static String childPrefix(Digest manifest) {
    return manifest.hex() + ".";
  }

  private Path file(String prefix, int number) {
    return files.folder().resolve(prefix + "signature-" + number);
  }

  private List<Signature> readAll(String prefix) throws IOException {
    return SignatureList.read(
        new SignatureList.Files() {
          @Override
          public Optional<byte[]> read(int number) throws IOException {
            Path file = file(prefix, number);
            return Files.isRegularFile(file) ? Optional.of(SmallFile.read(file)) : Optional.empty();
          }

          @Override
          public String name(int number) {
            return "the signature " + file(prefix, number);
          }
        });
  }

  /**
   * Writes the signatures of the top-level manifest.
   *
   * @return the names of the files
   */
  Set<String> writeTop(List<Signature> signatures) throws IOException {
    return write("", signatures);
  }

  /** The same for a manifest that the top-level one lists. */
  Set<String> writeChild(Digest manifest, List<Signature> signatures) throws IOException {
    return write(childPrefix(manifest), signatures);
  }

  private Set<String> write(String prefix, List<Signature> signatures) throws IOException {
    if (signatures.size() > Signature.MAXIMUM_COUNT) {
      throw new IOException(
          "%s would hold %d signatures of one image, more than the %d that are read"
              .formatted(files.folder(), signatures.size(), Signature.MAXIMUM_COUNT));
    }
    Set<String> names = new LinkedHashSet<>();
    for (Signature signature : signatures) {
      Path file = file(prefix, names.size() + 1);
      PartialFile.replace(file, signature.stored());
      names.add(file.getFileName().toString());
    }
    return names;
  }
}
