package io.drayage.storage.store;

import io.drayage.storage.domain.BlobContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A blob that is a file. */
record FileContent(Path path, long size) implements BlobContent {
  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      channel.position(offset);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return Channels.newInputStream(channel);
  }
}
