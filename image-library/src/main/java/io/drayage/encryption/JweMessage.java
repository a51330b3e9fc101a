package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.util.Base64URL;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Web Encryption in its general form, with one recipient or several, or the flattened one: RFC
 * 7516, section 7.2.
 */
final class JweMessage implements WrappedKey {
  private static final String WHAT = "a JWE of the annotation " + Annotations.JWE_KEYS;

  private final JsonNode message;
  private final List<JsonNode> recipients;

  private JweMessage(JsonNode message, List<JsonNode> recipients) {
    this.message = message;
    this.recipients = recipients;
  }

  static JweMessage read(byte[] bytes) throws EncryptionException {
    JsonNode message = Options.read(bytes, WHAT);
    List<JsonNode> recipients = new ArrayList<>();
    message.path("recipients").forEach(recipients::add);
    if (recipients.isEmpty()) {
      recipients.add(message);
    }
    return new JweMessage(message, recipients);
  }

  @Override
  public int recipients() {
    return recipients.size();
  }

  @Override
  public Optional<byte[]> open(PrivateKey key) throws EncryptionException {
    @Nullable EncryptionException problem = null;
    for (JsonNode recipient : recipients) {
      try {
        return Optional.of(open(recipient, key));
      } catch (JOSEException | ParseException | IllegalArgumentException _) {
        // For somebody else: the next may be for this key.
      } catch (EncryptionException e) {
        problem = e;
      }
    }
    if (problem != null) {
      throw problem;
    }
    return Optional.empty();
  }

  private byte[] open(JsonNode recipient, PrivateKey key)
      throws JOSEException, ParseException, EncryptionException {
    Base64URL protectedHeader = field(message, "protected");
    JWEHeader header = header(protectedHeader, recipient);
    if (!JweAlgorithms.SUPPORTED.contains(header.getAlgorithm())
        || header.getCompressionAlgorithm() != null) {
      throw new EncryptionException(
          "%s asks for %s%s, which is not supported"
              .formatted(
                  WHAT,
                  header.getAlgorithm(),
                  header.getCompressionAlgorithm() == null ? "" : " with compression"));
    }
    JWEDecrypter decrypter =
        key instanceof ECPrivateKey curve ? new ECDHDecrypter(curve) : new RSADecrypter(key);
    return decrypter.decrypt(
        header,
        field(recipient, "encrypted_key"),
        field(message, "iv"),
        field(message, "ciphertext"),
        field(message, "tag"),
        protectedHeader.toString().getBytes(US_ASCII));
  }

  /** The protected part, the one for all, and the recipient's own together. */
  private JWEHeader header(Base64URL protectedHeader, JsonNode recipient)
      throws ParseException, EncryptionException {
    JsonNode whole = Options.read(protectedHeader.decode(), WHAT);
    for (JsonNode part : List.of(message.path("unprotected"), recipient.path("header"))) {
      if (part instanceof ObjectNode more) {
        ((ObjectNode) whole).setAll(more);
      }
    }
    return JWEHeader.parse(whole.toString());
  }

  private static Base64URL field(JsonNode object, String name) throws EncryptionException {
    JsonNode value = object.path(name);
    if (!value.isString()) {
      throw new EncryptionException("%s has no \"%s\"".formatted(WHAT, name));
    }
    return new Base64URL(value.stringValue());
  }
}
