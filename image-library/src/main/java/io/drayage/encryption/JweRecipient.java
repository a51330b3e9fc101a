package io.drayage.encryption;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Wraps keys as JSON Web Encryption in its flattened JSON form. */
record JweRecipient(JWEEncrypter encrypter, JWEAlgorithm algorithm) implements Recipient {

  static JweRecipient of(KeyMaterial.Public key, String origin) throws EncryptionException {
    JWEAlgorithm algorithm = JweAlgorithms.of(key, origin);
    try {
      return switch (key.key()) {
        case RSAPublicKey rsa when JweAlgorithms.isRsa(algorithm) ->
            new JweRecipient(new RSAEncrypter(rsa), algorithm);
        case ECPublicKey curve when !JweAlgorithms.isRsa(algorithm) ->
            new JweRecipient(new ECDHEncrypter(curve), algorithm);
        default ->
            throw new EncryptionException(
                "the public key %s of the kind %s does not go with the algorithm %s"
                    .formatted(origin, key.key().getAlgorithm(), algorithm));
      };
    } catch (JOSEException e) {
      throw new EncryptionException(
          "the public key %s cannot be used for JWE: %s".formatted(origin, e.getMessage()), e);
    }
  }

  @Override
  public String annotation() {
    return Annotations.JWE_KEYS;
  }

  @Override
  public byte[] wrap(byte[] secret) throws EncryptionException {
    JWEObject message =
        new JWEObject(new JWEHeader(algorithm, EncryptionMethod.A256GCM), new Payload(secret));
    try {
      message.encrypt(encrypter);
    } catch (JOSEException e) {
      throw new EncryptionException("wrapping the layer's key by JWE failed", e);
    }
    // All five are base64, so nothing needs escaping.
    return ("{\"protected\":\"%s\",\"encrypted_key\":\"%s\",\"iv\":\"%s\",\"ciphertext\":\"%s\""
            + ",\"tag\":\"%s\"}")
        .formatted(
            message.getHeader().toBase64URL(),
            message.getEncryptedKey(),
            message.getIV(),
            message.getCipherText(),
            message.getAuthTag())
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "a JWE recipient (%s)".formatted(algorithm);
  }
}
