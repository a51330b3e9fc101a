package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageIndex;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What refers to a manifest: OCI Distribution Specification, "Listing Referrers". */
final class ReferrersLookup {
  private final Caller caller;
  private final Manifests manifests;
  private volatile boolean endpointMissing;

  ReferrersLookup(Caller caller, Manifests manifests) {
    this.caller = caller;
    this.manifests = manifests;
  }

  Referrers of(DigestReference subject, Optional<MediaType> artifactType) throws IOException {
    if (!endpointMissing) {
      Optional<List<Descriptor>> listed = byEndpoint(subject, artifactType);
      if (listed.isPresent()) {
        return new Referrers(only(artifactType, listed.get()), Referrers.Origin.API);
      }
    }
    return new Referrers(only(artifactType, byTag(subject)), Referrers.Origin.TAG_SCHEMA);
  }

  /** Empty when the registry has no such endpoint. */
  private Optional<List<Descriptor>> byEndpoint(
      DigestReference subject, Optional<MediaType> artifactType) throws IOException {
    String filter =
        artifactType
            .map(t -> "?artifactType=" + URLEncoder.encode(t.value(), StandardCharsets.UTF_8))
            .orElse("");
    Call first =
        Call.of(
                Kind.REFERRERS,
                "listing what refers to " + subject,
                "GET",
                subject.repository(),
                "referrers/" + subject.digest() + filter)
            .with("Accept", MediaType.OCI_INDEX.value());
    List<Descriptor> found = new ArrayList<>();
    Set<URI> seen = new HashSet<>();
    Optional<Call> next = Optional.of(first);
    while (next.isPresent()) {
      Call call = next.get();
      try (Answer answer = caller.send(call)) {
        if (found.isEmpty() && seen.isEmpty() && isMissing(answer)) {
          endpointMissing = !ErrorBody.readAndClose(answer).has("NAME_UNKNOWN");
          return Optional.empty();
        }
        if (answer.status() != 200) {
          throw caller.failure(call, answer);
        }
        Optional<URI> link = Locations.next(answer);
        found.addAll(parse(call.what(), Pages.bytes(call, answer)));
        if (link.isPresent() && !seen.add(link.get())) {
          throw new RegistryException.ProtocolViolation(
              "%s: the list leads in a circle".formatted(call.what()));
        }
        next = link.map(first::at);
      }
    }
    return Optional.of(found);
  }

  /** Registries without the endpoint answer in several ways; none of them is an index. */
  private static boolean isMissing(Answer answer) {
    boolean isIndex =
        ContentHeaders.mediaType(answer).map(MediaType.OCI_INDEX::equals).orElse(false);
    return switch (answer.status()) {
      case 400, 404, 405, 406, 501 -> true;
      case 200 -> !isIndex;
      default -> false;
    };
  }

  private List<Descriptor> byTag(DigestReference subject) throws IOException {
    Tag tag = fallbackTag(subject);
    try {
      RawManifest index = manifests.get(new TagReference(subject.repository(), tag));
      return parse("reading the referrers tag of " + subject, index.bytes());
    } catch (RegistryException.NotFound e) {
      return List.of();
    }
  }

  /** {@code sha256-HEX}, cut to what the specification allows. */
  static Tag fallbackTag(DigestReference subject) {
    String hex = subject.digest().hex();
    return new Tag(
        subject.digest().algorithm().label() + "-" + hex.substring(0, Math.min(64, hex.length())));
  }

  private static List<Descriptor> parse(String what, byte[] bytes) throws RegistryException {
    try {
      Manifest manifest = Manifest.parse(RawManifest.of(bytes, MediaType.OCI_INDEX));
      return manifest instanceof ImageIndex index ? index.manifests() : List.of();
    } catch (InvalidFormatException e) {
      throw new RegistryException.ProtocolViolation("%s: %s".formatted(what, e.getMessage()));
    }
  }

  private static List<Descriptor> only(
      Optional<MediaType> artifactType, List<Descriptor> descriptors) {
    return descriptors.stream()
        .filter(d -> artifactType.isEmpty() || artifactType.get().equals(d.artifactType()))
        .toList();
  }
}
