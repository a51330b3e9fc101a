package io.drayage.copy;

import io.drayage.image.ConvertedImage;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.ManifestConversion;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the manifests that are written: the source's own bytes where nothing changed, otherwise
 * converted ones with the layers and children that took the place of others. A config that a
 * conversion made is stored on the way. Used by one thread.
 */
final class ManifestAssembly {
  /** Names the digest of the index that one with fewer images was made from. */
  static final String ORIGINAL_DIGEST = "io.drayage.index.original-digest";

  private final ImageSource source;
  private final ImageDestination destination;
  private final Map<Digest, ManifestFact> facts = new HashMap<>();
  private final BlobDelivery delivery;
  private final Digest topDigest;
  private final Map<Digest, Descriptor> made = new HashMap<>();
  private final Map<Digest, RawManifest> assembled = new HashMap<>();

  ManifestAssembly(
      GatheredFacts gathered,
      ImageSource source,
      ImageDestination destination,
      BlobDelivery delivery) {
    this.source = source;
    this.destination = destination;
    this.delivery = delivery;
    this.topDigest = gathered.top().digest();
    gathered.manifests().forEach(fact -> facts.put(fact.digest(), fact));
  }

  /** The digest that the top-level manifest has at the source, after a choice of a platform. */
  Digest topDigest() {
    return topDigest;
  }

  /** The manifest to write instead of the source's; its children must have been made before. */
  RawManifest assemble(Digest original, MediaType form) throws IOException {
    RawManifest known = assembled.get(original);
    if (known != null) {
      return known;
    }
    RawManifest raw = make(original, form);
    assembled.put(original, raw);
    return raw;
  }

  private RawManifest make(Digest original, MediaType form) throws IOException {
    RawManifest raw =
        switch (facts.get(original)) {
          case ManifestFact.Image(var manifest, var decision) -> image(manifest, decision);
          case ManifestFact.Index(var index, var kept, _) -> index(index, kept, form);
          case ManifestFact.Old(var manifest, var layers, _) ->
              stored(
                  ManifestConversion.convert(
                      manifest, Schema1Layers.contents(source, layers), form));
          case ManifestFact.Verbatim(var manifest, _) -> manifest.raw();
          case ManifestFact.Present _ ->
              throw new IllegalStateException(original + " is there already");
          case null -> throw new IllegalStateException(original + " is in no plan");
        };
    if (!raw.digest().equals(original)) {
      made.put(original, raw.descriptor());
    }
    return raw;
  }

  private RawManifest image(ImageManifest manifest, ImageDecision decision) throws IOException {
    if (decision.keeps(manifest)) {
      return manifest.raw();
    }
    MediaType form = decision.form();
    if (form.equals(manifest.raw().mediaType())) {
      return withLayers(manifest, decision.layers()).raw();
    }
    byte[] config = config(manifest.config());
    // The changed layers may be of a kind that only one of the two formats can name.
    ConvertedImage converted =
        form.equals(MediaType.DOCKER_MANIFEST)
            ? ManifestConversion.convert(withLayers(manifest, decision.layers()), config, form)
            : ManifestConversion.convert(manifest, config, form);
    ImageManifest result =
        form.equals(MediaType.DOCKER_MANIFEST)
            ? converted.manifest()
            : withLayers(converted.manifest(), decision.layers());
    store(result.config(), converted.configBytes());
    return result.raw();
  }

  private RawManifest stored(ConvertedImage image) throws IOException {
    store(image.manifest().config(), image.configBytes());
    return image.manifest().raw();
  }

  private void store(Descriptor config, byte[] bytes) throws IOException {
    if (!destination.hasBlob(config)) {
      destination.putBlob(config, Body.of(bytes));
    }
  }

  private ImageManifest withLayers(ImageManifest manifest, List<LayerChange> changes) {
    Map<ChangedBlob, StoredLayer> changed = delivery.changedLayers();
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      StoredLayer stored =
          changes.get(i) instanceof LayerChange.None
              ? null
              : changed.get(new ChangedBlob(layer.digest(), changes.get(i)));
      layers.add(stored == null ? layer : stored.describe(layer));
    }
    return layers.equals(manifest.layers()) ? manifest : manifest.with(manifest.config(), layers);
  }

  private byte[] config(Descriptor config) throws IOException {
    try (BlobContent content = source.blob(config)) {
      byte[] bytes = content.stream().readNBytes(RawManifest.MAXIMUM_SIZE + 1);
      if (bytes.length > RawManifest.MAXIMUM_SIZE) {
        throw new IOException(
            "the image config %s has more than %d bytes"
                .formatted(config.digest(), RawManifest.MAXIMUM_SIZE));
      }
      return bytes;
    }
  }

  private RawManifest index(ImageIndex index, List<Descriptor> kept, MediaType form) {
    boolean whole = kept.equals(index.manifests());
    if (whole
        && form.equals(index.raw().mediaType())
        && kept.stream().noneMatch(child -> made.containsKey(child.digest()))) {
      return index.raw();
    }
    Set<Digest> keptDigests = new HashSet<>();
    kept.forEach(child -> keptDigests.add(child.digest()));
    ImageIndex converted = ManifestConversion.convert(index, form);
    List<Descriptor> entries =
        converted.manifests().stream()
            .filter(entry -> keptDigests.contains(entry.digest()))
            .map(this::replaced)
            .toList();
    Map<String, String> annotations =
        whole ? Map.of() : Map.of(ORIGINAL_DIGEST, index.raw().digest().toString());
    return converted.with(entries, annotations).raw();
  }

  private Descriptor replaced(Descriptor entry) {
    Descriptor other = made.get(entry.digest());
    return other == null
        ? entry
        : entry.withContent(other.digest(), other.size()).withMediaType(other.mediaType());
  }
}
