package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What opens an encrypted private key. Never printed. */
public final class Passphrase {
  private final byte[] bytes;

  private Passphrase(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A passphrase of any bytes, most often UTF-8. */
  public static Passphrase of(byte[] bytes) {
    return new Passphrase(bytes.clone());
  }

  char[] characters() {
    var decoded = UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    return characters;
  }

  @Override
  public String toString() {
    return "a passphrase";
  }
}
