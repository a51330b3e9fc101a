package io.drayage.copy;

import io.drayage.registry.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file as a body; its size is in bytes. */
record FileBody(Path file, long size) implements Body {

  @Override
  public OptionalLong length() {
    return OptionalLong.of(size);
  }

  @Override
  public boolean reopenable() {
    return true;
  }

  @Override
  public InputStream open(long offset) throws IOException {
    FileChannel channel = FileChannel.open(file);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }
}
