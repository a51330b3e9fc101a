package io.drayage.encryption;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Encrypts what is read through it. Closing it closes the stream beneath. Not thread-safe. */
final class EncryptingInputStream extends InputStream {
  private final InputStream in;
  private final LayerCipher cipher;
  private byte @Nullable [] code;

  EncryptingInputStream(InputStream plain, LayerCipher cipher) {
    this.in = plain;
    this.cipher = cipher;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (code != null) {
      return -1;
    }
    int count = in.read(buffer, offset, length);
    if (count < 0) {
      code = cipher.code();
    } else {
      cipher.encrypt(buffer, offset, count);
    }
    return count;
  }

  /** The code of the ciphertext, which only its end tells. */
  byte[] code() {
    byte[] known = code;
    if (known == null) {
      throw new IllegalStateException("the layer has not been read to its end");
    }
    return known.clone();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
