package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a signature says: that the manifest with a digest is known by a name. The JSON document of
 * containers-signature(5), which sigstore uses with another type. Whoever reads one must have
 * verified its signature, or show it as what somebody pretends.
 *
 * @param dockerReference the name; not checked
 * @param creator the program that made the signature
 * @param timestamp when, in seconds since 1970; a remark, not to be relied on
 */
record SignedClaims(
    Digest manifest, String dockerReference, Optional<String> creator, OptionalLong timestamp) {

  /**
   * Reads a document strictly: in {@code critical} there is exactly what is known, nothing is there
   * twice, and everything has its type. What is unknown in {@code optional} is ignored.
   *
   * @throws InvalidFormatException when it has another form
   */
  static SignedClaims parse(ClaimsType type, byte[] json) {
    JsonObject root =
        JsonObject.read(json, "the signed document").only(Set.of("critical", "optional"));
    JsonObject critical = root.object("critical").only(Set.of("type", "image", "identity"));
    String stated = critical.text("type");
    if (!stated.equals(type.toString())) {
      throw new InvalidFormatException(
          "the signed document has the type \"%s\", not \"%s\"".formatted(stated, type));
    }
    JsonObject image = critical.object("image").only(Set.of("docker-manifest-digest"));
    JsonObject identity = critical.object("identity").only(Set.of("docker-reference"));
    // cosign writes null when it has nothing to say.
    boolean nothing = type == ClaimsType.SIGSTORE && root.isNull("optional");
    Optional<JsonObject> optional =
        nothing ? Optional.empty() : Optional.of(root.object("optional"));
    return new SignedClaims(
        Digest.parse(image.text("docker-manifest-digest")),
        identity.text("docker-reference"),
        optional.filter(part -> part.has("creator")).map(part -> part.text("creator")),
        optional
            .filter(part -> part.has("timestamp"))
            .map(part -> OptionalLong.of(part.wholeInAnySpelling("timestamp")))
            .orElse(OptionalLong.empty()));
  }

  /** Whether it is about this manifest under this name. */
  boolean says(Digest otherManifest, String name) {
    return manifest.equals(otherManifest) && dockerReference.equals(name);
  }

  /** The document, in the spelling of skopeo: compact, with sorted keys. */
  byte[] json(ClaimsType type) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode critical = root.putObject("critical");
    critical.putObject("identity").put("docker-reference", dockerReference);
    critical.putObject("image").put("docker-manifest-digest", manifest.toString());
    critical.put("type", type.toString());
    ObjectNode optional = root.putObject("optional");
    creator.ifPresent(text -> optional.put("creator", text));
    timestamp.ifPresent(seconds -> optional.put("timestamp", seconds));
    return SignatureJson.bytes(root);
  }
}
