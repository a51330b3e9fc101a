package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.LayerCompression;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.PlatformChoice;
import io.drayage.image.PlatformNotFoundException;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.transport.AttachedManifest;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.UncompressedLayers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out what a plan depends on, with as few requests as possible: the destination is asked
 * first; only if it has something are digests compared, and only if they differ is anything read.
 */
final class Gathering {
  /** How deep an index may hold indexes. */
  private static final int MAXIMUM_DEPTH = 4;

  private final CopyRequest request;
  private final ImageSource source;
  private final ImageDestination destination;
  private final RunMemory memory;
  private final Sides sides;
  private final DestinationTraits traits;
  private final ImageDecisions decisions;
  private final SignatureSurvey signatures;

  /** Children of signed indexes: they cannot change without the index. */
  private final Set<Digest> belowSigned = new HashSet<>();

  private final List<ManifestFact> manifests = new ArrayList<>();
  private final Set<Digest> present = new LinkedHashSet<>();

  Gathering(
      CopyRequest request,
      ImageSource source,
      ImageDestination destination,
      RunMemory memory,
      SignatureSurvey signatures) {
    this.request = request;
    this.source = source;
    this.destination = destination;
    this.memory = memory;
    this.sides = new Sides(request);
    this.signatures = signatures;
    this.traits = DestinationTraits.of(destination);
    boolean plain = source.as(UncompressedLayers.class).isPresent();
    this.decisions =
        new ImageDecisions(
            request.options(),
            traits,
            layer -> plain ? LayerCompression.NONE : LayerCompression.of(layer.mediaType()),
            digest -> belowSigned.contains(digest) || signatures.keeps(digest));
  }

  GatheredFacts gather() throws IOException, InterruptedException {
    signatures.requireSigning();
    Optional<Digest> there =
        sides.at(Side.DESTINATION, "looking up the image", destination::resolve);
    if (there.isPresent() && decisions.nothingAskedFor() && !signatures.needsManifests()) {
      Optional<Digest> here = sides.at(Side.SOURCE, "looking up the image", source::resolve);
      if (here.equals(there) && !signatures.mayBeIncomplete()) {
        return unchanged(here.get(), here.get());
      }
    }
    RawManifest top = top(there);
    Optional<Manifest> choice = choose(top, there);
    if (choice.isEmpty()) {
      return unchanged(top.digest(), there.orElseThrow());
    }
    Manifest chosen = choice.get();
    approve(chosen);
    if (there.filter(top.digest()::equals).isPresent() && hasWholeIndex(top, chosen)) {
      return unchangedIndex(top.digest(), chosen.raw().digest());
    }
    requireNamedDigest(chosen.raw());
    if (there.filter(chosen.raw().digest()::equals).isPresent()) {
      present.add(chosen.raw().digest());
    }
    add(chosen, 0);
    return new GatheredFacts(
        request, top.digest(), there, manifests, present, blobs(), signatureFacts());
  }

  /** The policy speaks of images; an index is asked about only when it is all that is copied. */
  private void approve(Manifest manifest) throws IOException {
    boolean alone = request.options().selection() instanceof ImageSelection.IndexOnly;
    if (!(manifest instanceof ImageIndex) || alone) {
      signatures.approve(manifest.raw());
    }
  }

  /** Whether the destination has the whole index that one image would be taken from. */
  private boolean hasWholeIndex(RawManifest top, Manifest chosen) {
    return decisions.nothingAskedFor() && !chosen.raw().digest().equals(top.digest());
  }

  private GatheredFacts unchangedIndex(Digest index, Digest image) throws IOException {
    Map<Digest, SignatureFact> lacking = new LinkedHashMap<>();
    for (Digest digest : List.of(image, index)) {
      addSignatures(digest, true, lacking);
    }
    GatheredFacts facts = unchanged(index, index);
    return new GatheredFacts(
        request,
        index,
        facts.destinationDigest(),
        facts.manifests(),
        facts.presentManifests(),
        Map.of(),
        lacking);
  }

  private Map<Digest, SignatureFact> signatureFacts() throws IOException {
    Map<Digest, SignatureFact> lacking = new LinkedHashMap<>();
    ManifestChanges changes = new ManifestChanges();
    for (ManifestFact fact : manifests) {
      boolean stays = changes.stays(fact);
      if (!lacking.containsKey(fact.digest())) {
        addSignatures(fact.digest(), stays, lacking);
      }
    }
    return lacking;
  }

  private void addSignatures(Digest manifest, boolean stays, Map<Digest, SignatureFact> lacking)
      throws IOException {
    SignatureFact fact = signatures.fact(manifest, stays);
    if (!fact.isEmpty()) {
      lacking.put(manifest, fact);
    }
  }

  private RawManifest top(Optional<Digest> there) throws IOException {
    if (there.isPresent() && source instanceof AttachmentSource attachment) {
      RawManifest attached =
          sides.at(
              Side.DESTINATION,
              "reading what is attached",
              destination.as(AttachedManifest.class).orElseThrow()::attached);
      return sides.at(Side.SOURCE, "reading the manifest", () -> attachment.mergedWith(attached));
    }
    return sides.at(Side.SOURCE, "reading the manifest", source::manifest);
  }

  private GatheredFacts unchanged(Digest sourceDigest, Digest there) {
    return new GatheredFacts(
        request,
        sourceDigest,
        Optional.of(there),
        List.of(new ManifestFact.Present(there)),
        Set.of(there),
        Map.of(),
        Map.of());
  }

  /** A destination that is named by a digest takes only the manifest that has it. */
  private void requireNamedDigest(RawManifest chosen) throws CopyException {
    if (destination.location() instanceof DockerLocation(DigestReference(_, Digest digest))
        && !digest.equals(chosen.digest())) {
      throw new CopyException(
          request,
          "checking the digest that the destination is named by",
          Side.DESTINATION,
          new CopyRefusedException(
              "the image to be copied has the digest %s: name the destination by that or by a tag"
                  .formatted(chosen.digest())));
    }
  }

  /** What is to be copied; nothing when the index shows that it is what the destination has. */
  private Optional<Manifest> choose(RawManifest top, Optional<Digest> there) throws IOException {
    Manifest manifest = sides.at(Side.SOURCE, "understanding the manifest", top::parse);
    for (int depth = 0;
        manifest instanceof ImageIndex index
            && isChoice(index)
            && request.options().selection() instanceof ImageSelection.OnePlatform;
        depth++) {
      requireDepth(depth);
      Descriptor child = sides.at(Side.SOURCE, "choosing an image of the index", () -> one(index));
      if (there.filter(child.digest()::equals).isPresent()
          && decisions.nothingAskedFor()
          && !signatures.needsManifests()
          && !signatures.mayBeIncomplete()) {
        return Optional.empty();
      }
      manifest = child(child);
    }
    return Optional.of(manifest);
  }

  /** Whether an index offers one image for several platforms; any other is copied whole. */
  private static boolean isChoice(ImageIndex index) {
    return index.artifactType() == null && index.subject() == null && !index.manifests().isEmpty();
  }

  private Descriptor one(ImageIndex index) throws IOException {
    try {
      return PlatformChoice.of(request.options().platform()).choose(index);
    } catch (PlatformNotFoundException e) {
      throw new CopyRefusedException(
          e.getMessage() + ": choose one of those, or copy all of the index");
    }
  }

  private Manifest child(Descriptor child) throws IOException {
    return sides.at(
        Side.SOURCE,
        "reading the manifest " + child.digest(),
        () -> source.manifest(child).parse());
  }

  private void requireDepth(int depth) throws CopyException {
    if (depth >= MAXIMUM_DEPTH) {
      throw new CopyException(
          request,
          "reading the index",
          Side.SOURCE,
          new CopyRefusedException(
              "indexes are nested more than %d deep".formatted(MAXIMUM_DEPTH)));
    }
  }

  private void add(Manifest manifest, int depth) throws IOException, InterruptedException {
    requireDepth(depth);
    Digest digest = manifest.raw().digest();
    signatures.kept(digest);
    RepositoryName repository = Repositories.of(destination);
    if (repository != null && memory.saw(repository, digest)) {
      present.add(digest);
    }
    switch (manifest) {
      case ImageManifest image -> manifests.add(new ManifestFact.Image(image, decide(image)));
      case ImageIndex index -> addIndex(index, depth);
      case Schema1Manifest old -> addOld(old);
      case UnknownManifest unknown -> manifests.add(new ManifestFact.Verbatim(unknown, List.of()));
    }
  }

  private ImageDecision decide(ImageManifest image) throws IOException {
    List<LayerChange> changes =
        sides.at(
            Side.SOURCE, "choosing what is done to the layers", () -> decisions.changes(image));
    return sides.at(Side.DESTINATION, "choosing a format", () -> decisions.decide(image, changes));
  }

  private void addOld(Schema1Manifest old) throws IOException {
    MediaType form = sides.at(Side.DESTINATION, "choosing a format", () -> decisions.decide(old));
    boolean stays = form.equals(old.raw().mediaType());
    Map<Digest, Descriptor> layers = new LinkedHashMap<>();
    for (Schema1Manifest.Layer layer : old.imageLayers()) {
      if ((stays || !layer.empty()) && !layers.containsKey(layer.blob())) {
        long size =
            sides.at(
                Side.SOURCE,
                "looking up blob " + layer.blob(),
                () -> Schema1Layers.size(source, layer.blob()));
        layers.put(layer.blob(), new Descriptor(MediaType.DOCKER_LAYER_GZIP, layer.blob(), size));
      }
    }
    List<Descriptor> needed = List.copyOf(layers.values());
    manifests.add(
        stays ? new ManifestFact.Verbatim(old, needed) : new ManifestFact.Old(old, needed, form));
  }

  private void addIndex(ImageIndex index, int depth) throws IOException, InterruptedException {
    List<Descriptor> kept = kept(index);
    boolean withChildren = !(request.options().selection() instanceof ImageSelection.IndexOnly);
    List<MediaType> forms = new ArrayList<>();
    boolean isPresent = present.contains(index.raw().digest());
    boolean mattersAnyway = signatures.needsManifests() || signatures.mayBeIncomplete();
    if (withChildren && (!isPresent || mattersAnyway)) {
      if (decisions.isSigned(index.raw().digest())) {
        kept.forEach(child -> belowSigned.add(child.digest()));
      }
      for (Child child : children(kept, isPresent)) {
        addChild(child, depth + 1);
        switch (manifests.getLast()) {
          case ManifestFact.Image(_, var decision) -> forms.add(decision.form());
          case ManifestFact.Old(_, _, var form) -> forms.add(form);
          case ManifestFact.Index _, ManifestFact.Present _, ManifestFact.Verbatim _ -> {}
        }
      }
    }
    manifests.add(
        new ManifestFact.Index(
            index,
            kept,
            sides.at(
                Side.DESTINATION, "choosing a format", () -> decisions.indexForm(index, forms))));
  }

  private List<Descriptor> kept(ImageIndex index) throws IOException {
    if (!(request.options().selection() instanceof ImageSelection.Platforms(var platforms))) {
      return index.manifests();
    }
    return sides.at(
        Side.SOURCE,
        "choosing images of the index",
        () -> PlatformSubset.of(index, platforms, decisions));
  }

  /** A child of an index; its manifest is there when it had to be read. */
  private record Child(Digest digest, boolean isThere, Optional<Manifest> manifest) {}

  private void addChild(Child child, int depth) throws IOException, InterruptedException {
    if (!child.isThere()) {
      add(child.manifest().orElseThrow(), depth);
    } else if (child.manifest().orElse(null) instanceof ImageIndex index) {
      present.add(child.digest());
      add(index, depth);
    } else {
      manifests.add(new ManifestFact.Present(child.digest()));
    }
  }

  private List<Child> children(List<Descriptor> kept, boolean areThere)
      throws IOException, InterruptedException {
    Map<Digest, Child> read = new ConcurrentHashMap<>();
    try (TaskGroup group = new TaskGroup()) {
      for (Descriptor child : new LinkedHashSet<>(kept)) {
        group.start(() -> read.put(child.digest(), read(child, areThere)));
      }
      group.join();
    }
    return kept.stream().map(child -> read.get(child.digest())).toList();
  }

  /** Everything that is asked about a child, so that children are asked about at the same time. */
  private Child read(Descriptor descriptor, boolean isKnownToBeThere) throws IOException {
    Digest digest = descriptor.digest();
    boolean isThere = isKnownToBeThere || isThere(digest);
    boolean mayHideSignatures = descriptor.mediaType().isIndex() && signatures.mayBeIncomplete();
    signatures.kept(digest);
    if (isThere && !signatures.needsManifests() && !mayHideSignatures) {
      return new Child(digest, true, Optional.empty());
    }
    Manifest manifest = child(descriptor);
    approve(manifest);
    return new Child(digest, isThere, Optional.of(manifest));
  }

  private boolean isThere(Digest manifest) throws IOException {
    RepositoryName repository = Repositories.of(destination);
    if (!decisions.nothingAskedFor()) {
      return false;
    }
    return (repository != null && memory.saw(repository, manifest))
        || sides.at(
            Side.DESTINATION,
            "looking up the manifest " + manifest,
            () -> destination.hasManifest(manifest));
  }

  private Map<Digest, BlobFact> blobs() throws IOException, InterruptedException {
    Map<Digest, Descriptor> needed = new LinkedHashMap<>();
    for (ManifestFact fact : manifests) {
      if (present.contains(fact.digest())) {
        continue;
      }
      switch (fact) {
        case ManifestFact.Image(var manifest, _) ->
            manifest.blobs().forEach(blob -> needed.put(blob.digest(), blob));
        case ManifestFact.Old(_, var layers, _) ->
            layers.forEach(layer -> needed.put(layer.digest(), layer));
        case ManifestFact.Verbatim(_, var blobs) ->
            blobs.forEach(blob -> needed.put(blob.digest(), blob));
        case ManifestFact.Present _, ManifestFact.Index _ -> {}
      }
    }
    needed.values().removeIf(blob -> !CopyPlanner.isCopied(blob));
    BlobSurvey survey = new BlobSurvey(source, destination, memory, sides);
    return survey.of(List.copyOf(needed.values()));
  }
}
