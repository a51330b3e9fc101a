package io.drayage.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of one request: RFC 9112, section 6. Its end is not the end of the connection. */
final class RequestBody extends InputStream {
  /** What asks the client for the body before the first byte is awaited. */
  @FunctionalInterface
  interface Invitation {
    void send() throws IOException;
  }

  private final InputStream in;
  private final boolean chunked;
  private final Invitation invitation;
  private boolean invited;
  private long left;
  private boolean ended;

  /** Reads the body that the head announces. */
  RequestBody(InputStream in, RequestHead head, Invitation invitation) {
    this.in = in;
    this.chunked = head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    this.left = chunked ? 0 : head.header("content-length").map(Long::parseLong).orElse(0L);
    this.ended = !chunked && left == 0;
    this.invitation = invitation;
    this.invited = head.header("expect").filter("100-continue"::equalsIgnoreCase).isEmpty();
  }

  /** Whether the client still waits to be asked for the body. */
  boolean isAwaitingInvitation() {
    return !invited && !ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    if (!invited) {
      invited = true;
      invitation.send();
    }
    if (!ended && chunked && left == 0) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int n = in.read(buffer, from, (int) Math.min(count, left));
    if (n < 0) {
      throw new EOFException("the client went away %d bytes early".formatted(left));
    }
    left -= n;
    if (left == 0) {
      if (chunked) {
        RequestHead.line(in);
      } else {
        ended = true;
      }
    }
    return n;
  }

  private void nextChunk() throws IOException {
    String line = RequestHead.line(in);
    int semicolon = line.indexOf(';');
    left = Long.parseLong(semicolon < 0 ? line : line.substring(0, semicolon), 16);
    if (left == 0) {
      ended = true;
      String trailer;
      do {
        trailer = RequestHead.line(in);
      } while (!trailer.isEmpty());
    }
  }
}
