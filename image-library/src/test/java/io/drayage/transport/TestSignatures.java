package io.drayage.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.signature.SigstoreSignature;
import io.drayage.signature.SimpleSignature;
import java.util.Map;

/** Signatures that are well-formed and that nobody made. */
public final class TestSignatures {
  private TestSignatures() {}

  /** One by simple signing; it begins as an OpenPGP message does. */
  public static SimpleSignature simple(String text) {
    byte[] message = (" " + text).getBytes(UTF_8);
    message[0] = (byte) 0xa3;
    return new SimpleSignature(message);
  }

  public static SigstoreSignature sigstore(String text) {
    return new SigstoreSignature(
        SigstoreSignature.SIMPLE_SIGNING,
        ("{\"text\":\"" + text + "\"}").getBytes(UTF_8),
        Map.of(SigstoreSignature.SIGNATURE, text));
  }
}
