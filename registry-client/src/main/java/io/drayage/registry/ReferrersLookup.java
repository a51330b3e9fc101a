package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageIndex;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
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
import java.util.concurrent.locks.ReentrantLock;

/** What refers to a manifest: OCI Distribution Specification, "Listing Referrers". */
final class ReferrersLookup {
  private static final int MOST_REFERRERS = 100_000;

  /** What is known of the registry's endpoint. */
  private enum Endpoint {
    UNKNOWN,
    THERE,
    MISSING
  }

  private final Caller caller;
  private final Manifests manifests;
  private final ReentrantLock probing = new ReentrantLock();
  private volatile Endpoint endpoint = Endpoint.UNKNOWN;

  ReferrersLookup(Caller caller, Manifests manifests) {
    this.caller = caller;
    this.manifests = manifests;
  }

  Referrers of(DigestReference subject, Optional<MediaType> artifactType) throws IOException {
    Optional<Referrers> listed = byEndpoint(subject, artifactType);
    if (listed.isPresent()) {
      return listed.get();
    }
    return new Referrers(only(artifactType, byTag(subject)), Referrers.Origin.TAG_SCHEMA);
  }

  /**
   * Empty when the registry has no such endpoint. As long as that is not known, one request asks
   * for it and all others wait for what it finds.
   */
  Optional<Referrers> byEndpoint(DigestReference subject, Optional<MediaType> artifactType)
      throws IOException {
    if (endpoint == Endpoint.UNKNOWN) {
      lockProbing();
      try {
        if (endpoint == Endpoint.UNKNOWN) {
          return request(subject, artifactType);
        }
      } finally {
        probing.unlock();
      }
    }
    return endpoint == Endpoint.MISSING ? Optional.empty() : request(subject, artifactType);
  }

  private void lockProbing() throws IOException {
    try {
      probing.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for the first list of referrers", e);
    }
  }

  private Optional<Referrers> request(DigestReference subject, Optional<MediaType> artifactType)
      throws IOException {
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
          if (!ErrorBody.readAndClose(answer).has("NAME_UNKNOWN")) {
            endpoint = Endpoint.MISSING;
          }
          return Optional.empty();
        }
        if (answer.status() != 200) {
          throw caller.failure(call, answer);
        }
        Optional<URI> link = Locations.next(answer);
        addPage(call, answer, found);
        if (link.isPresent() && !seen.add(link.get())) {
          throw new RegistryException.ProtocolViolation(
              "%s: the list leads in a circle".formatted(call.what()));
        }
        next = link.map(first::at);
      }
    }
    endpoint = Endpoint.THERE;
    return Optional.of(new Referrers(only(artifactType, found), Referrers.Origin.API));
  }

  private static void addPage(Call call, Answer answer, List<Descriptor> found) throws IOException {
    found.addAll(parse(call.what(), Pages.bytes(call, answer)));
    if (found.size() > MOST_REFERRERS) {
      throw new RegistryException.InvalidContent(
          "%s: the list has more than %d entries".formatted(call.what(), MOST_REFERRERS));
    }
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

  /** What the index under the referrers tag lists; nothing when there is no such tag. */
  List<Descriptor> byTag(DigestReference subject) throws IOException {
    var tag = new TagReference(subject.repository(), Referrers.tagFor(subject.digest()));
    try {
      RawManifest index = manifests.get(tag);
      return parse("reading the referrers tag of " + subject, index.bytes());
    } catch (RegistryException.NotFound e) {
      return List.of();
    }
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
