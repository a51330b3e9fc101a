package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.registries.Lookaside;
import io.drayage.registries.SignaturePlaces;
import io.drayage.registries.SignaturePlaces.Attachments;
import io.drayage.signature.Signature;
import io.drayage.signature.SigstoreSignature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps signatures of an image in a registry: simple ones in the folder that {@code
 * lookaside-staging} names, sigstore ones in the registry itself.
 */
final class RegistrySignatureStorage implements SignatureStorage {
  private final RegistryPoint point;
  private final SignatureRouting routing;
  private final AttachmentWriter writer;

  RegistrySignatureStorage(
      RegistryPoint point, SignatureRouting routing, AttachmentWriter.Turns turns) {
    this.point = point;
    this.routing = routing;
    this.writer = new AttachmentWriter(new SignatureAttachments(point), turns);
  }

  @Override
  public Optional<String> refusal(Form form) throws IOException {
    SignaturePlaces places = places();
    return switch (form) {
      case SIMPLE -> refusal(places.writing());
      case SIGSTORE ->
          places.attachments() == Attachments.USED
              ? Optional.empty()
              : Optional.of(
                  "writing sigstore attachments is disabled by configuration: set use-sigstore-attachments for %s in registries.d"
                      .formatted(point.repository()));
    };
  }

  private static Optional<String> refusal(Lookaside place) {
    return switch (place) {
      case Lookaside.Folder _ -> Optional.empty();
      case Lookaside.Site site ->
          Optional.of(
              "signatures cannot be written to the web server %s: set lookaside-staging to a folder in registries.d"
                  .formatted(site.repository()));
      case Lookaside.Unusable unusable -> Optional.of(unusable.reason());
    };
  }

  @Override
  public List<Signature> signatures(Digest manifest) throws IOException {
    SignaturePlaces places = places();
    List<Signature> signatures = new ArrayList<>();
    if (places.writing() instanceof Lookaside.Folder folder) {
      signatures.addAll(new LookasideFolder(folder).read(manifest));
    }
    if (places.attachments() == Attachments.USED) {
      signatures.addAll(new SignatureAttachments(point).read(manifest));
    }
    return List.copyOf(signatures);
  }

  @Override
  public void putSignatures(Digest manifest, List<Signature> signatures) throws IOException {
    List<SigstoreSignature> attached = new ArrayList<>();
    List<Signature> beside = new ArrayList<>();
    for (Signature signature : signatures) {
      require(Form.of(signature));
      if (signature instanceof SigstoreSignature sigstore) {
        attached.add(sigstore);
      } else {
        beside.add(signature);
      }
    }
    if (!beside.isEmpty() && places().writing() instanceof Lookaside.Folder folder) {
      new LookasideFolder(folder).add(manifest, beside);
    }
    if (!attached.isEmpty()) {
      writer.add(manifest, attached);
    }
  }

  /** Deletes the signatures of a manifest that is no more, where they are in files. */
  void deleteBeside(Digest manifest) throws IOException {
    if (places().writing() instanceof Lookaside.Folder folder) {
      new LookasideFolder(folder).delete(manifest);
    }
  }

  private void require(Form form) throws IOException {
    Optional<String> refusal = refusal(form);
    if (refusal.isPresent()) {
      throw new IOException(refusal.get());
    }
  }

  private SignaturePlaces places() throws IOException {
    return routing.placesFor(point.reference());
  }
}
