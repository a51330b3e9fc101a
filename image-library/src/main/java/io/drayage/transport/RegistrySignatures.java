package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.registries.Lookaside;
import io.drayage.registries.SignaturePlaces;
import io.drayage.registries.SignaturePlaces.Attachments;
import io.drayage.signature.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signatures of an image in a registry: beside it in a lookaside, and in the registry itself.
 * They are those of the place that served the manifest, mirror or not.
 */
final class RegistrySignatures implements SignatureReads {

  /** Finds out which place that was. */
  @FunctionalInterface
  interface Serving {
    RegistryPoint point() throws IOException;
  }

  private final Serving serving;
  private final SignatureRouting routing;

  RegistrySignatures(Serving serving, SignatureRouting routing) {
    this.serving = serving;
    this.routing = routing;
  }

  @Override
  public boolean mayHaveSignatures() throws IOException {
    SignaturePlaces places = routing.placesFor(serving.point().reference());
    return places.attachments() == Attachments.USED || mayHold(places.reading());
  }

  @Override
  public boolean readsAttachments() throws IOException {
    return routing.placesFor(serving.point().reference()).attachments() == Attachments.USED;
  }

  private static boolean mayHold(Lookaside lookaside) {
    return switch (lookaside) {
      case Lookaside.Folder(Path repository) -> {
        Path parent = repository.getParent();
        yield parent != null && Files.isDirectory(parent);
      }
      case Lookaside.Site _, Lookaside.Unusable _ -> true;
    };
  }

  @Override
  public List<Signature> signatures(Digest manifest) throws IOException {
    RegistryPoint point = serving.point();
    SignaturePlaces places = routing.placesFor(point.reference());
    List<Signature> signatures = new ArrayList<>(read(places.reading(), point, manifest));
    if (places.attachments() == Attachments.USED) {
      signatures.addAll(new SignatureAttachments(point).read(manifest));
    }
    return List.copyOf(signatures);
  }

  private static List<Signature> read(Lookaside lookaside, RegistryPoint point, Digest manifest)
      throws IOException {
    return switch (lookaside) {
      case Lookaside.Folder folder -> new LookasideFolder(folder).read(manifest);
      case Lookaside.Site site -> read(site, point, manifest);
      case Lookaside.Unusable unusable -> throw new IOException(unusable.reason());
    };
  }

  private static List<Signature> read(Lookaside.Site site, RegistryPoint point, Digest manifest)
      throws IOException {
    return SignatureList.read(
        new SignatureList.Files() {
          @Override
          public Optional<byte[]> read(int number) throws IOException {
            return point
                .connection()
                .file(site.signature(manifest, number), Signature.MAXIMUM_SIZE);
          }

          @Override
          public String name(int number) {
            return "the signature " + site.signature(manifest, number);
          }
        });
  }
}
