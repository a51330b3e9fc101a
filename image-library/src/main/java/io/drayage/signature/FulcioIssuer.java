package io.drayage.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.jspecify.annotations.Nullable;

/** At which server somebody logged in to get a certificate from Fulcio; its {@code oid-info.md}. */
final class FulcioIssuer {
  private static final String FIRST_FORM = "1.3.6.1.4.1.57264.1.1";
  private static final String SECOND_FORM = "1.3.6.1.4.1.57264.1.8";

  private FulcioIssuer() {}

  /** The address of the server, from both extensions if they agree, or from the one there is. */
  static String of(X509Certificate certificate) throws RejectedSignatureException {
    @Nullable String first = null;
    @Nullable String second = null;
    try {
      byte @Nullable [] raw = certificate.getExtensionValue(FIRST_FORM);
      if (raw != null) {
        first = new String(octets(raw), StandardCharsets.UTF_8);
      }
      byte @Nullable [] encoded = certificate.getExtensionValue(SECOND_FORM);
      if (encoded != null) {
        second =
            ASN1UTF8String.getInstance(ASN1Primitive.fromByteArray(octets(encoded))).getString();
      }
    } catch (IOException | RuntimeException e) {
      throw new RejectedSignatureException(
          "the certificate of the key names its OIDC issuer in no known form", e);
    }
    if (first != null && second != null && !first.equals(second)) {
      throw new RejectedSignatureException(
          "the certificate of the key names two OIDC issuers: %s and %s".formatted(first, second));
    }
    if (first == null && second == null) {
      throw new RejectedSignatureException("the certificate of the key names no OIDC issuer");
    }
    return first != null ? first : String.valueOf(second);
  }

  private static byte[] octets(byte[] extension) {
    return ASN1OctetString.getInstance(extension).getOctets();
  }
}
