package io.drayage.cli.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A pipe: pipe(7). Its two ends are closed by whoever got them. */
public final class Pipe {
  private static final int O_CLOEXEC = 0x80000;

  private final int readEnd;
  private final OutputStream writer;

  private Pipe(int readEnd, OutputStream writer) {
    this.readEnd = readEnd;
    this.writer = writer;
  }

  public static Pipe open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      Libc.pipe(ends, O_CLOEXEC);
      int readEnd = ends.get(JAVA_INT, 0);
      int writeEnd = ends.get(JAVA_INT, 4);
      try {
        // Java opens files by name only; this name is the pipe itself.
        return new Pipe(readEnd, new FileOutputStream("/proc/self/fd/" + writeEnd));
      } catch (IOException e) {
        Libc.close(readEnd);
        throw e;
      } finally {
        Libc.close(writeEnd);
      }
    }
  }

  /** The number of the end that is read; {@link #closeReadEnd} closes it. */
  public int readEnd() {
    return readEnd;
  }

  /** Closes the end that is read, in this process. */
  public void closeReadEnd() throws IOException {
    Libc.close(readEnd);
  }

  /** The end that is written; the reader sees the end of the stream when it is closed. */
  public OutputStream writer() {
    return writer;
  }
}
