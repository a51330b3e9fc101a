package io.drayage.storage.upstream;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.registry.BlobStream;
import io.drayage.registry.RegistryException;
import io.drayage.registry.budget.Urgency;
import io.drayage.storage.domain.cache.Upstream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks the places that {@code registries.conf} names for a registry, mirrors first. */
public final class ConfiguredUpstream implements Upstream {
  private final Places places;

  public ConfiguredUpstream(Places places) {
    this.places = places;
  }

  @Override
  public Optional<Descriptor> lookUp(Reference reference) throws IOException {
    return found(
        reference,
        place ->
            place
                .client()
                .headManifest(place.reference())
                .orElseThrow(() -> missing(place.reference())));
  }

  @Override
  public RawManifest manifest(DigestReference reference, Urgency urgency) throws IOException {
    return places.ask(reference, urgency, place -> place.client().manifest(place.reference()));
  }

  @Override
  public OptionalLong size(RepositoryName repository, Digest blob) throws IOException {
    DigestReference reference = new DigestReference(repository, blob);
    return found(
            reference,
            place -> {
              OptionalLong size = place.client().headBlob(place.reference().repository(), blob);
              if (size.isEmpty()) {
                throw missing(place.reference());
              }
              return size.getAsLong();
            })
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Blob blob(RepositoryName repository, Digest blob) throws IOException {
    return places.ask(
        new DigestReference(repository, blob),
        place -> {
          BlobStream content = place.client().blob(place.reference().repository(), blob);
          return new Blob(content.descriptor().size(), content);
        });
  }

  @Override
  public List<Descriptor> referrers(DigestReference subject) throws IOException {
    return places.ask(
        subject,
        place ->
            place
                .client()
                .referrers(
                    new DigestReference(place.reference().repository(), subject.digest()),
                    Optional.empty())
                .manifests());
  }

  private <T> Optional<T> found(Reference reference, Places.Request<T> request) throws IOException {
    try {
      return Optional.of(places.ask(reference, request));
    } catch (RegistryException.NotFound _) {
      return Optional.empty();
    }
  }

  private static RegistryException.NotFound missing(Reference reference) {
    return new RegistryException.NotFound("there is no %s".formatted(reference));
  }
}
