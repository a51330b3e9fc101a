package io.drayage.encryption;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decrypts what is read through it, and reports its end only after the code of all of it was found
 * right. Closing it closes the stream beneath. Not thread-safe.
 */
final class DecryptingInputStream extends InputStream {
  private final InputStream in;
  private final LayerCipher cipher;
  private final PublicOptions options;
  private final String what;
  private boolean ended;
  private boolean wrong;

  /**
   * @param what names the layer in errors
   */
  DecryptingInputStream(InputStream encrypted, LayerKey key, PublicOptions options, String what) {
    this.in = encrypted;
    this.cipher = key.cipher();
    this.options = options;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (wrong) {
      throw mismatch();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(buffer, offset, length);
    if (count < 0) {
      wrong = !options.matches(cipher.code());
      ended = true;
      if (wrong) {
        throw mismatch();
      }
    } else {
      cipher.decrypt(buffer, offset, count);
    }
    return count;
  }

  private EncryptionException mismatch() {
    return new EncryptionException(
        "%s was not encrypted with the key that its annotations hold, or was changed afterwards: its"
                .formatted(what)
            + " HMAC is wrong");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
