package io.drayage.transport.local;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value that is read when it is first asked for, and stays the same. Thread-safe. */
final class Once<T> {
  /** How the value is found. */
  interface Reader<T> {
    T read() throws IOException;
  }

  private final Reader<T> reader;
  private @Nullable T value;

  Once(Reader<T> reader) {
    this.reader = reader;
  }

  synchronized T get() throws IOException {
    T known = value;
    if (known == null) {
      known = reader.read();
      value = known;
    }
    return known;
  }
}
