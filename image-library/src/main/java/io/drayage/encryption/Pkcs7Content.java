package io.drayage.encryption;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Decrypts what a CMS message holds. */
final class Pkcs7Content {
  /** Mode by algorithm. DES, which old libraries could make, is left out. */
  private static final Map<ASN1ObjectIdentifier, String> MODES =
      Map.of(
          NISTObjectIdentifiers.id_aes128_GCM, "GCM",
          NISTObjectIdentifiers.id_aes256_GCM, "GCM",
          NISTObjectIdentifiers.id_aes128_CBC, "CBC",
          NISTObjectIdentifiers.id_aes256_CBC, "CBC");

  /** The identifiers of AES in GCM mode up to their last byte, as they are encoded. */
  private static final byte[] AES = {
    0x06, 0x09, 0x60, (byte) 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01
  };

  private static final byte NO_SEQUENCE = 0x10;
  private static final byte SEQUENCE = 0x30;

  private Pkcs7Content() {}

  /**
   * A message that can be parsed. ocicrypt's library writes the parameters of GCM as a sequence
   * that lacks the mark of one, which no parser takes; they follow an identifier of AES.
   */
  static byte[] repaired(byte[] message) {
    byte[] repaired = message.clone();
    for (int i = 0; i + AES.length + 1 < repaired.length; i++) {
      if (Arrays.equals(repaired, i, i + AES.length, AES, 0, AES.length)
          && repaired[i + AES.length + 1] == NO_SEQUENCE) {
        repaired[i + AES.length + 1] = SEQUENCE;
      }
    }
    return repaired;
  }

  static byte[] open(EncryptedContentInfo content, SecretKey key)
      throws GeneralSecurityException, EncryptionException {
    AlgorithmIdentifier algorithm = content.getContentEncryptionAlgorithm();
    String mode = MODES.get(algorithm.getAlgorithm());
    if (mode == null) {
      throw new EncryptionException(
          "the annotation %s has a message encrypted by the algorithm %s, which is not supported"
              .formatted(Annotations.PKCS7_KEYS, algorithm.getAlgorithm()));
    }
    Cipher cipher;
    if (mode.equals("GCM")) {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, gcm(algorithm));
    } else {
      cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      byte[] vector = ASN1OctetString.getInstance(algorithm.getParameters()).getOctets();
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(vector));
    }
    return cipher.doFinal(content.getEncryptedContent().getOctets());
  }

  /** RFC 5084, section 3.2, or what ocicrypt makes of it. */
  private static GCMParameterSpec gcm(AlgorithmIdentifier algorithm) {
    ASN1Sequence parameters = ASN1Sequence.getInstance(algorithm.getParameters());
    if (parameters.getObjectAt(0) instanceof ASN1Sequence inner) {
      parameters = inner;
    }
    byte[] nonce =
        parameters.getObjectAt(0) instanceof ASN1TaggedObject tagged
            ? ASN1OctetString.getInstance(tagged, false).getOctets()
            : ASN1OctetString.getInstance(parameters.getObjectAt(0)).getOctets();
    int tag =
        parameters.size() > 1
            ? ASN1Integer.getInstance(parameters.getObjectAt(1)).intValueExact()
            : 12;
    return new GCMParameterSpec(8 * tag, nonce);
  }
}
