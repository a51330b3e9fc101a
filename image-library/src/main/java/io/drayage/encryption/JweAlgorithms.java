package io.drayage.encryption;

import com.nimbusds.jose.JWEAlgorithm;
import java.security.interfaces.ECKey;
import java.util.Set;

/** How ocicrypt lets a content key be wrapped by JWE. */
final class JweAlgorithms {
  /** With SHA-1, which is no weakness here, and what every version of ocicrypt reads. */
  @SuppressWarnings("deprecation")
  private static final JWEAlgorithm RSA = JWEAlgorithm.RSA_OAEP;

  static final Set<JWEAlgorithm> SUPPORTED =
      Set.of(
          RSA,
          JWEAlgorithm.RSA_OAEP_256,
          JWEAlgorithm.ECDH_ES_A128KW,
          JWEAlgorithm.ECDH_ES_A192KW,
          JWEAlgorithm.ECDH_ES_A256KW);

  private JweAlgorithms() {}

  static JWEAlgorithm of(KeyMaterial.Public key, String origin) throws EncryptionException {
    if (key.algorithm().isEmpty()) {
      return key.key() instanceof ECKey ? JWEAlgorithm.ECDH_ES_A256KW : RSA;
    }
    JWEAlgorithm asked = JWEAlgorithm.parse(key.algorithm());
    if (!SUPPORTED.contains(asked)) {
      throw new EncryptionException(
          "the key %s is for the algorithm %s, which is not supported: only %s are"
              .formatted(
                  origin, asked, SUPPORTED.stream().map(JWEAlgorithm::getName).sorted().toList()));
    }
    return asked;
  }

  static boolean isRsa(JWEAlgorithm algorithm) {
    return algorithm.equals(RSA) || algorithm.equals(JWEAlgorithm.RSA_OAEP_256);
  }
}
