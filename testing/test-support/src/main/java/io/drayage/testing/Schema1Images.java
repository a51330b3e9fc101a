package io.drayage.testing;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Images of Docker's v2 schema 1, which nobody makes any more and old registries still serve. The
 * digest depends on the seed, the signature on a key that is made each time.
 */
public final class Schema1Images {
  private static final int SMALL = 20_000;

  private Schema1Images() {}

  /** Two layers, not signed. */
  public static ImageFixture unsigned(long seed, String repository, String tag) {
    List<SeededLayer> layers = layers(seed);
    return fixture(payload(seed, repository, tag, layers), MediaType.DOCKER_SCHEMA1, layers);
  }

  /** Two layers, with a valid ES256 signature in the "prettyjws" form. */
  public static ImageFixture signed(long seed, String repository, String tag) {
    List<SeededLayer> layers = layers(seed);
    byte[] signed = sign(payload(seed, repository, tag, layers));
    return fixture(signed, MediaType.DOCKER_SCHEMA1_SIGNED, layers);
  }

  private static List<SeededLayer> layers(long seed) {
    return List.of(
        SeededLayer.of(seed * 1000 + 1, SMALL, Packing.STORED_GZIP),
        SeededLayer.of(seed * 1000 + 2, SMALL, Packing.STORED_GZIP));
  }

  private static ImageFixture fixture(byte[] manifest, MediaType type, List<SeededLayer> layers) {
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    layers.forEach(layer -> blobs.put(layer.blob().digest(), layer.blob()));
    return new ImageFixture(RawManifest.of(manifest, type), Optional.empty(), blobs, List.of());
  }

  private static byte[] payload(
      long seed, String repository, String tag, List<SeededLayer> layers) {
    List<String> sums = new ArrayList<>();
    List<String> history = new ArrayList<>();
    String parent = "";
    for (SeededLayer layer : layers) {
      String id = Digest.of((parent + layer.diffId()).getBytes(StandardCharsets.UTF_8)).hex();
      sums.add("      {\"blobSum\": \"%s\"}".formatted(layer.blob().digest()));
      history.add(
          "      {\"v1Compatibility\": \"%s\"}"
              .formatted(compatibility(seed, id, parent).replace("\"", "\\\"")));
      parent = id;
    }
    return """
        {
           "schemaVersion": 1,
           "name": "%s",
           "tag": "%s",
           "architecture": "amd64",
           "fsLayers": [
        %s
           ],
           "history": [
        %s
           ]
        }"""
        .formatted(
            repository,
            tag,
            String.join(",\n", sums.reversed()),
            String.join(",\n", history.reversed()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String compatibility(long seed, String id, String parent) {
    String parentField = parent.isEmpty() ? "" : "\"parent\":\"%s\",".formatted(parent);
    return "{\"id\":\"%s\",%s\"created\":\"2015-01-01T00:00:00Z\",\"os\":\"linux\","
            .formatted(id, parentField)
        + "\"architecture\":\"amd64\",\"config\":{\"Env\":[\"SEED=%d\"]}}".formatted(seed);
  }

  /** Signs all up to the closing brace, which moves behind the signatures. */
  private static byte[] sign(byte[] payload) {
    int length = payload.length - 2;
    byte[] tail = Arrays.copyOfRange(payload, length, payload.length);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("formatLength", length);
    header.put("formatTail", base64(tail));
    header.put("time", "2015-01-01T00:00:00Z");
    String protectedHeader = base64(TestJson.bytes(header));
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      String signed = protectedHeader + "." + base64(payload);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return join(payload, length, keys, base64(signature.sign()), protectedHeader);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks ES256", e);
    }
  }

  private static byte[] join(
      byte[] payload, int length, KeyPair keys, String signature, String protectedHeader) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("header", Map.of("alg", "ES256", "jwk", jwk((ECPublicKey) keys.getPublic())));
    entry.put("signature", signature);
    entry.put("protected", protectedHeader);
    String signatures = new String(TestJson.bytes(List.of(entry)), StandardCharsets.UTF_8);
    String head = new String(payload, 0, length, StandardCharsets.UTF_8);
    return (head + ",\n   \"signatures\": " + signatures + "\n}").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> jwk(ECPublicKey key) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("crv", "P-256");
    jwk.put("kid", keyId(key));
    jwk.put("kty", "EC");
    jwk.put("x", base64(coordinate(key.getW().getAffineX().toByteArray())));
    jwk.put("y", base64(coordinate(key.getW().getAffineY().toByteArray())));
    return jwk;
  }

  /** A coordinate of exactly 32 bytes, without the sign that BigInteger adds or drops. */
  private static byte[] coordinate(byte[] number) {
    byte[] fixed = new byte[32];
    int n = Math.min(number.length, fixed.length);
    System.arraycopy(number, number.length - n, fixed, fixed.length - n, n);
    return fixed;
  }

  /** Docker's fingerprint: 240 bits of the SHA-256 in base 32, in groups of four. */
  private static String keyId(ECPublicKey key) {
    byte[] hash = HexFormat.of().parseHex(Digest.of(key.getEncoded()).hex());
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    var id = new StringBuilder();
    for (int bit = 0; bit < 240; bit += 5) {
      int pair = ((hash[bit / 8] & 0xff) << 8) | (hash[bit / 8 + 1] & 0xff);
      if (bit > 0 && bit % 20 == 0) {
        id.append(':');
      }
      id.append(alphabet.charAt((pair >> (11 - bit % 8)) & 31));
    }
    return id.toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
