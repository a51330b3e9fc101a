package io.drayage.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;

/**
 * Finds out whether a registry that need not be verified speaks TLS: it gets the first message of a
 * handshake, and what comes back is looked at. Cheaper than a failed handshake, and the TLS stack
 * is not even loaded when the answer is no.
 */
final class SchemeProbe {
  /** TLS record types, RFC 8446 section 5.1. */
  private static final int ALERT = 21;

  private static final int HANDSHAKE = 22;

  /** How long a server may think about the first message. */
  private static final int PATIENCE_MILLIS = 5_000;

  private static final byte[] CLIENT_HELLO = clientHello();

  private SchemeProbe() {}

  /**
   * The scheme that is spoken. A server that answers neither with TLS nor at all gets plain HTTP; a
   * closed standard port 443 means port 80.
   */
  static String schemeOf(Origin https, RegistryClientOptions options) throws IOException {
    InetAddress address = options.addresses().addresses(https.host()).getFirst();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, https.port()),
          (int) options.timeouts().connect().toMillis());
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(CLIENT_HELLO);
      int first = socket.getInputStream().read();
      return first == ALERT || first == HANDSHAKE ? "https" : "http";
    } catch (SocketTimeoutException e) {
      if (e.getMessage() != null && e.getMessage().startsWith("Connect")) {
        throw e;
      }
      return "http";
    } catch (ConnectException e) {
      if (https.port() == 443) {
        return "http";
      }
      throw e;
    }
  }

  /**
   * A ClientHello that TLS servers answer with a handshake or an alert. Its random bytes are line
   * ends, so that a server that reads lines answers too.
   */
  private static byte[] clientHello() {
    String suites = "130113021303c02bc02fc02cc030cca9cca8c009c00ac013c014009c009d002f0035";
    String extensions =
        ("000a" + vector(2, vector(2, "001d00170018")))
            + ("000b" + vector(2, vector(1, "00")))
            + ("000d" + vector(2, vector(2, "040308040401050308050501080606010201")));
    String body =
        "0303" + "0d0a".repeat(16) + "00" + vector(2, suites) + "0100" + vector(2, extensions);
    return HexFormat.of().parseHex("160301" + vector(2, "01" + vector(3, body)));
  }

  /** Hexadecimal content behind its length in so many bytes. */
  private static String vector(int lengthBytes, String content) {
    return HexFormat.of().toHexDigits(content.length() / 2, 2 * lengthBytes) + content;
  }
}
