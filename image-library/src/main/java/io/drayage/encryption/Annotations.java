package io.drayage.encryption;

import java.util.LinkedHashMap;
import java.util.Map;

/** The annotations of encrypted layers. */
final class Annotations {
  /** What all of them begin with. */
  static final String PREFIX = "org.opencontainers.image.enc.";

  /** Base64 of {@link PublicOptions}. */
  static final String PUBLIC_OPTIONS = PREFIX + "pubopts";

  /** Base64 texts with commas between them, each an OpenPGP message, a JWE, or a CMS message. */
  static final String PGP_KEYS = PREFIX + "keys.pgp";

  static final String JWE_KEYS = PREFIX + "keys.jwe";
  static final String PKCS7_KEYS = PREFIX + "keys.pkcs7";

  private Annotations() {}

  /** All others. */
  static Map<String, String> without(Map<String, String> annotations) {
    Map<String, String> others = new LinkedHashMap<>(annotations);
    others.keySet().removeIf(name -> name.startsWith(PREFIX));
    return others;
  }
}
