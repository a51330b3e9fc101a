package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import io.drayage.registry.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.OptionalLong;

/**
 * Content that was written to a file because its digest is needed before it is sent. Closing it
 * deletes the file.
 */
final class SpooledBlob implements Body, AutoCloseable {
  private final Path file;
  private final Descriptor descriptor;

  private SpooledBlob(Path file, Descriptor descriptor) {
    this.file = file;
    this.descriptor = descriptor;
  }

  /** Reads a body to its end. The file is readable by its owner only. */
  static SpooledBlob of(Body content, MediaType type, Path temporaryFolder) throws IOException {
    Files.createDirectories(temporaryFolder);
    Path file = Files.createTempFile(temporaryFolder, "drayage-layer-", "");
    boolean whole = false;
    MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
    try (InputStream in = content.open(0);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(file), computation)) {
      long size = in.transferTo(out);
      whole = true;
      Digest digest = Digest.finish(DigestAlgorithm.SHA256, computation);
      return new SpooledBlob(file, new Descriptor(type, digest, size));
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(descriptor.size());
  }

  @Override
  public boolean reopenable() {
    return true;
  }

  @Override
  public InputStream open(long offset) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
