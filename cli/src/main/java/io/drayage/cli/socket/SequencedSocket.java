package io.drayage.cli.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * One end of a pair of {@code SOCK_SEQPACKET} sockets that this process inherited: unix(7),
 * recv(2), sendmsg(2), cmsg(3). Used by one thread, whose interruption ends a wait. Not closed
 * here: the end of the process does it.
 */
public final class SequencedSocket {
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_TRUNC = 0x20;
  private static final short POLLIN = 1;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MESSAGE_HEADER = 56;
  private static final int CONTROL_HEADER = 16;

  /** How soon an interruption is noticed. */
  private static final int PATIENCE_MILLISECONDS = 200;

  private final int descriptor;
  private final int largest;

  /**
   * @param descriptor its number in this process
   * @param largest bytes that a packet which is received may have
   */
  public SequencedSocket(int descriptor, int largest) {
    this.descriptor = descriptor;
    this.largest = largest;
  }

  /** The next packet; empty when the other side has closed its end. */
  public Optional<byte[]> receive() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      await(arena);
      MemorySegment buffer = arena.allocate(largest);
      int length = (int) Libc.recv(descriptor, buffer, MSG_TRUNC);
      if (length > largest) {
        throw new IOException("a request of %d bytes is longer than %d".formatted(length, largest));
      }
      return length == 0
          ? Optional.empty()
          : Optional.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
    }
  }

  private void await(Arena arena) throws IOException {
    MemorySegment wanted = arena.allocate(8, 4);
    wanted.set(JAVA_INT, 0, descriptor);
    wanted.set(JAVA_SHORT, 4, POLLIN);
    while (Libc.poll(wanted, PATIENCE_MILLISECONDS) == 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  /**
   * Sends a packet.
   *
   * @param descriptors that the other side gets a copy of; they stay open here
   */
  public void send(byte[] packet, List<Integer> descriptors) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment part = arena.allocate(16, 8);
      part.set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, packet));
      part.set(JAVA_LONG, 8, packet.length);
      MemorySegment message = arena.allocate(MESSAGE_HEADER, 8);
      message.set(ADDRESS, 16, part);
      message.set(JAVA_LONG, 24, 1);
      if (!descriptors.isEmpty()) {
        MemorySegment control = control(arena, descriptors);
        message.set(ADDRESS, 32, control);
        message.set(JAVA_LONG, 40, control.byteSize());
      }
      long sent = Libc.sendmsg(descriptor, message, MSG_NOSIGNAL);
      if (sent != packet.length) {
        throw new IOException("only %d of %d bytes were sent".formatted(sent, packet.length));
      }
    }
  }

  /** {@code struct cmsghdr} with the descriptors behind it, padded to whole words. */
  private static MemorySegment control(Arena arena, List<Integer> descriptors) {
    int length = CONTROL_HEADER + 4 * descriptors.size();
    MemorySegment control = arena.allocate((length + 7L) / 8 * 8, 8);
    control.set(JAVA_LONG, 0, length);
    control.set(JAVA_INT, 8, SOL_SOCKET);
    control.set(JAVA_INT, 12, SCM_RIGHTS);
    for (int i = 0; i < descriptors.size(); i++) {
      control.set(JAVA_INT, CONTROL_HEADER + 4L * i, descriptors.get(i));
    }
    return control;
  }
}
