package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.JsonTree;
import io.drayage.transport.local.FileSlice;
import io.drayage.transport.local.TarHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** The first entries of a file that is a part of a bundle. */
final class PartHead {
  private static final Set<String> ENTRIES =
      Set.of(
          PartFrame.CONTENTS,
          PartFrame.SIGNATURE,
          PartFrame.IDENTITY,
          PartFrame.LAYOUT,
          PartFrame.INDEX);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(4).maxStringLength(256).build())
          .build();

  private final PartFile part;
  private final byte[] contents;
  private final Optional<byte[]> signature;

  private PartHead(PartFile part, byte[] contents, Optional<byte[]> signature) {
    this.part = part;
    this.contents = contents;
    this.signature = signature;
  }

  /**
   * Reads the first entries of a file.
   *
   * @throws BundleException when it is no part of a bundle, or is damaged
   */
  static PartHead read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new BundleException("there is no file %s".formatted(path));
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    long position = 0;
    for (Optional<TarHeader> header = header(path, position);
        header.isPresent() && isOfHead(header.get(), entries);
        header = header(path, position)) {
      entries.put(header.get().name(), content(path, position, header.get()));
      position += TarHeader.BLOCK + PartFrame.padded(header.get().size());
    }
    byte[] contents = entries.get(PartFrame.CONTENTS);
    byte[] identity = entries.get(PartFrame.IDENTITY);
    if (contents == null || identity == null) {
      throw new BundleException(
          "%s is no part of a bundle, or its beginning is damaged: it does not begin with %s"
              .formatted(path, PartFrame.CONTENTS));
    }
    PartFile part = new PartFile(path, identity(path, identity), position);
    if (!part.identity().bundle().matches(contents)) {
      throw new BundleException(
          "%s is damaged: its list of contents does not have the digest %s; copy the part again"
              .formatted(part, part.identity().bundle()));
    }
    return new PartHead(part, contents, Optional.ofNullable(entries.get(PartFrame.SIGNATURE)));
  }

  PartFile part() {
    return part;
  }

  /** The contents document, whose digest is that of the part's bundle. */
  byte[] contents() {
    return contents.clone();
  }

  /** The signature of the document; empty when there is none. */
  Optional<byte[]> signature() {
    return signature;
  }

  private static boolean isOfHead(TarHeader header, Map<String, byte[]> entries) {
    return header.type() == '0'
        && ENTRIES.contains(header.name())
        && !entries.containsKey(header.name());
  }

  private static Optional<TarHeader> header(Path path, long position) throws IOException {
    try (InputStream in = FileSlice.open(path, position, TarHeader.BLOCK)) {
      return Optional.of(TarHeader.parse(in.readNBytes(TarHeader.BLOCK)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] content(Path path, long position, TarHeader header) throws IOException {
    if (header.size() > BundleContentsJson.MAXIMUM_SIZE) {
      throw new BundleException(
          "%s in %s has more than %d bytes"
              .formatted(header.name(), path, BundleContentsJson.MAXIMUM_SIZE));
    }
    try (InputStream in = FileSlice.open(path, position + TarHeader.BLOCK, header.size())) {
      return in.readNBytes((int) header.size());
    }
  }

  private static PartIdentity identity(Path path, byte[] bytes) throws BundleException {
    try {
      JsonNode root = JsonTree.read(FACTORY, bytes);
      return new PartIdentity(
          Digest.parse(root.path("bundle").asString("")),
          root.path("part").asInt(0),
          root.path("parts").asInt(0));
    } catch (JacksonException | InvalidFormatException e) {
      throw new BundleException(
          "%s in %s is damaged: %s".formatted(PartFrame.IDENTITY, path, e.getMessage()), e);
    }
  }
}
