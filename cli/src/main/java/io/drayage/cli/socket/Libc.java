package io.drayage.cli.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The functions of the C library that are called, each failing with the name of its error. */
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  private static final int EINTR = 4;

  private static final MethodHandle RECV =
      function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SENDMSG =
      function("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle PIPE2 = function("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  private Libc() {}

  @SuppressWarnings("restricted") // this is what the package is for
  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parts) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, parts),
        Linker.Option.captureCallState("errno"));
  }

  /** A call of a function; {@code state} takes its error. */
  private interface Call {
    @SuppressWarnings("checkstyle:IllegalThrows")
    long run(MemorySegment state) throws Throwable;
  }

  static long recv(int socket, MemorySegment buffer, int flags) throws IOException {
    return checked(
        "recv", state -> (long) RECV.invokeExact(state, socket, buffer, buffer.byteSize(), flags));
  }

  static long sendmsg(int socket, MemorySegment message, int flags) throws IOException {
    return checked("sendmsg", state -> (long) SENDMSG.invokeExact(state, socket, message, flags));
  }

  static void pipe(MemorySegment ends, int flags) throws IOException {
    long _ = checked("pipe2", state -> (int) PIPE2.invokeExact(state, ends, flags));
  }

  /** Waits for a descriptor; answers 0 when the time is over, also when a signal came. */
  static int poll(MemorySegment descriptor, int milliseconds) throws IOException {
    return (int)
        checked("poll", state -> (int) POLL.invokeExact(state, descriptor, 1L, milliseconds));
  }

  static void close(int descriptor) throws IOException {
    long _ = checked("close", state -> (int) CLOSE.invokeExact(state, descriptor));
  }

  private static long checked(String function, Call call) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = call.run(state);
      if (result >= 0) {
        return result;
      }
      int error = (int) ERRNO.get(state, 0L);
      if (error == EINTR && function.equals("poll")) {
        return 0;
      }
      throw new IOException("%s failed with the error %s".formatted(function, name(error)));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("calling " + function, e);
    }
  }

  private static String name(int error) {
    return switch (error) {
      case 9 -> "EBADF: there is no such file descriptor";
      case 24 -> "EMFILE: too many open files";
      case 32 -> "EPIPE: the other side is gone";
      case 88 -> "ENOTSOCK: the file descriptor is no socket";
      case 90 -> "EMSGSIZE: the message is too long";
      case 104 -> "ECONNRESET: the other side is gone";
      default -> "number " + error;
    };
  }
}
