package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.InvalidFormatException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A signed entry timestamp of Rekor: its promise, in the annotation {@link
 * SigstoreSignature#BUNDLE}, that a signature stands in its log since some time. Verified without
 * asking the server. The form is cosign's {@code RekorBundle} with an entry of the kind {@code
 * hashedrekord}, version 0.0.1.
 */
final class RekorPromise {
  private static final String NAME = "Rekor's promise";

  private final JsonObject entry;
  private final Instant time;

  private RekorPromise(JsonObject entry, Instant time) {
    this.entry = entry;
    this.time = time;
  }

  /** Reads a promise and verifies that one of the keys made it. */
  static RekorPromise verified(String json, List<SigstorePublicKey> rekorKeys)
      throws RejectedSignatureException {
    try {
      JsonObject promise =
          JsonObject.read(json.getBytes(UTF_8), NAME)
              .only(Set.of("SignedEntryTimestamp", "Payload"));
      JsonObject payload =
          promise.object("Payload").only(Set.of("body", "integratedTime", "logIndex", "logID"));
      byte[] timestamp = promise.bytes("SignedEntryTimestamp");
      byte[] canonical = canonical(payload);
      if (rekorKeys.stream().noneMatch(key -> key.verifies(canonical, timestamp))) {
        throw new RejectedSignatureException(NAME + " was not made by an accepted key of Rekor");
      }
      return new RekorPromise(
          entry(payload.bytes("body")), Instant.ofEpochSecond(payload.whole("integratedTime")));
    } catch (InvalidFormatException e) {
      throw new RejectedSignatureException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What Rekor signs: the members sorted by name, without white space. */
  private static byte[] canonical(JsonObject payload) {
    return "{\"body\":%s,\"integratedTime\":%d,\"logID\":%s,\"logIndex\":%d}"
        .formatted(
            CanonicalJson.text(payload.text("body")),
            number(payload, "integratedTime"),
            CanonicalJson.text(payload.text("logID")),
            number(payload, "logIndex"))
        .getBytes(UTF_8);
  }

  private static long number(JsonObject payload, String field) {
    long number = payload.whole(field);
    if (number < 0 || number > CanonicalJson.LARGEST_NUMBER) {
      throw new InvalidFormatException("\"%s\" of %s is out of range".formatted(field, NAME));
    }
    return number;
  }

  private static JsonObject entry(byte[] body) {
    JsonObject entry = JsonObject.read(body, "Rekor's entry");
    if (!entry.text("kind").equals("hashedrekord") || !entry.text("apiVersion").equals("0.0.1")) {
      throw new InvalidFormatException(
          "Rekor's entry is of the kind %s %s, where hashedrekord 0.0.1 is expected"
              .formatted(entry.text("kind"), entry.text("apiVersion")));
    }
    return entry.object("spec");
  }

  /**
   * Verifies what the entry is about.
   *
   * @param keyOrCertificate in DER
   * @return when the signature was entered
   */
  Instant timeOf(byte[] keyOrCertificate, byte[] signature, byte[] payload)
      throws RejectedSignatureException {
    try {
      JsonObject signed = entry.object("signature");
      byte[] key =
          Pem.only(signed.object("publicKey").bytes("content"), "the key in Rekor's entry")
              .getContent();
      require(Arrays.equals(key, keyOrCertificate), "another key");
      require(Arrays.equals(signed.bytes("content"), signature), "another signature");
      JsonObject hash = entry.object("data").object("hash");
      require(
          hash.text("algorithm").equals(DigestAlgorithm.SHA256.label())
              && hash.text("value").equals(Digest.of(payload).hex()),
          "another payload");
      return time;
    } catch (InvalidFormatException e) {
      throw new RejectedSignatureException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void require(boolean holds, String complaint) throws RejectedSignatureException {
    if (!holds) {
      throw new RejectedSignatureException("%s is about %s".formatted(NAME, complaint));
    }
  }
}
