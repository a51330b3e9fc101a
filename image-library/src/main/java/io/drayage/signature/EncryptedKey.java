package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.image.InvalidFormatException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON in which cosign and skopeo keep private keys: a {@link SecretBox} whose key comes from a
 * passphrase through scrypt. The format of go-securesystemslib's package {@code encrypted}.
 */
final class EncryptedKey {
  private static final String KDF = "scrypt";
  private static final String CIPHER = "nacl/secretbox";
  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELISM = 1;

  /** What new keys have: what every reader there is accepts. */
  private static final int COST = 1 << 15;

  /** Those that the format allows; a larger one would let a file take all memory. */
  private static final Set<Long> COSTS = Set.of(1L << 15, 1L << 16, 1L << 17);

  private EncryptedKey() {}

  static byte[] encrypt(byte[] plain, String passphrase, SecureRandom random) {
    byte[] salt = new byte[32];
    byte[] nonce = new byte[SecretBox.NONCE_SIZE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] sealed = SecretBox.seal(plain, key(passphrase, salt, COST), nonce);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode kdf = json.putObject("kdf");
    kdf.put("name", KDF);
    kdf.putObject("params").put("N", COST).put("r", BLOCK_SIZE).put("p", PARALLELISM);
    kdf.put("salt", base64(salt));
    json.putObject("cipher").put("name", CIPHER).put("nonce", base64(nonce));
    json.put("ciphertext", base64(sealed));
    return SignatureJson.bytes(json);
  }

  /**
   * @throws InvalidFormatException when the bytes have another form
   * @throws SigningException when the passphrase is wrong, or something was changed
   */
  static byte[] decrypt(byte[] json, String passphrase) throws SigningException {
    JsonObject root = JsonObject.read(json, "the encrypted key");
    JsonObject kdf = root.object("kdf");
    JsonObject cipher = root.object("cipher");
    JsonObject params = kdf.object("params");
    require(
        kdf.text("name").equals(KDF) && cipher.text("name").equals(CIPHER), "an unknown scheme");
    long cost = params.whole("N");
    require(
        COSTS.contains(cost) && params.whole("r") == BLOCK_SIZE && params.whole("p") == PARALLELISM,
        "parameters of scrypt that are not used for keys");
    byte[] nonce = cipher.bytes("nonce");
    require(nonce.length == SecretBox.NONCE_SIZE, "a nonce of the wrong length");
    byte[] key = key(passphrase, kdf.bytes("salt"), (int) cost);
    return SecretBox.open(root.bytes("ciphertext"), key, nonce)
        .orElseThrow(
            () ->
                new SigningException(
                    "the private key cannot be decrypted: the passphrase is wrong or the file is damaged"));
  }

  private static byte[] key(String passphrase, byte[] salt, int cost) {
    return SCrypt.generate(
        passphrase.getBytes(UTF_8), salt, cost, BLOCK_SIZE, PARALLELISM, SecretBox.KEY_SIZE);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new InvalidFormatException("the encrypted key has " + complaint);
    }
  }
}
