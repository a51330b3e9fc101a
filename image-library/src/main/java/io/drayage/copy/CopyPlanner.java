package io.drayage.copy;

import io.drayage.copy.CopyStep.MountBlob;
import io.drayage.copy.CopyStep.PutManifest;
import io.drayage.copy.CopyStep.PutSignatures;
import io.drayage.copy.CopyStep.PutTag;
import io.drayage.copy.CopyStep.SkipBlob;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns facts into a plan. Pure: the same facts give the same plan, and nothing is asked. */
final class CopyPlanner {
  private final GatheredFacts facts;
  private final Map<ChangedBlob, CopyStep> blobs = new LinkedHashMap<>();
  private final List<CopyStep> manifests = new ArrayList<>();
  private final ManifestChanges changes = new ManifestChanges();

  private CopyPlanner(GatheredFacts facts) {
    this.facts = facts;
  }

  static CopyPlan plan(GatheredFacts facts) {
    return new CopyPlanner(facts).plan();
  }

  /** What referrers refer to, before and after the copy. */
  static ReferrerSubjects referrerSubjects(GatheredFacts facts) {
    CopyPlanner planner = new CopyPlanner(facts);
    Set<Digest> kept = new LinkedHashSet<>();
    for (ManifestFact fact : facts.manifests()) {
      if (planner.changes.stays(fact)) {
        kept.add(fact.digest());
      }
      if (fact instanceof ManifestFact.Index(_, var children, _)
          && !(facts.request().options().selection() instanceof ImageSelection.IndexOnly)) {
        children.forEach(child -> kept.add(child.digest()));
      }
    }
    kept.removeAll(planner.changes.changed());
    boolean there =
        facts.destinationDigest().filter(facts.top().digest()::equals).isPresent()
            && kept.contains(facts.top().digest());
    return new ReferrerSubjects(
        kept,
        planner.changes.changed(),
        there ? ReferrerSubjects.State.UNCHANGED : ReferrerSubjects.State.NEW);
  }

  private CopyPlan plan() {
    Set<Digest> seen = new HashSet<>();
    for (ManifestFact fact : facts.manifests()) {
      Digest digest = fact.digest();
      if (!seen.add(digest)) {
        continue;
      }
      boolean stays = changes.stays(fact);
      boolean present = stays && facts.presentManifests().contains(digest);
      if (!present) {
        addBlobs(fact);
      }
      boolean top = digest.equals(facts.top().digest());
      if (top && stays && facts.destinationDigest().filter(digest::equals).isPresent()) {
        return new CopyPlan(facts.request(), facts.sourceDigest(), signatures());
      }
      if (top || !present) {
        addManifest(fact, top);
      }
    }
    List<CopyStep> steps = new ArrayList<>(blobs.values());
    steps.addAll(manifests);
    // Nobody shall see the image without them.
    steps.addAll(steps.size() - 1, signatures());
    return new CopyPlan(facts.request(), facts.sourceDigest(), steps);
  }

  private List<CopyStep> signatures() {
    List<CopyStep> steps = new ArrayList<>();
    facts
        .signatures()
        .forEach(
            (manifest, fact) ->
                steps.add(new PutSignatures(manifest, fact.copied(), fact.signers())));
    return steps;
  }

  private void addManifest(ManifestFact fact, boolean top) {
    switch (fact) {
      case ManifestFact.Present _ -> {}
      case ManifestFact.Image(var manifest, var decision) ->
          addManifest(manifest.raw(), decision.form(), top);
      case ManifestFact.Index(var index, _, var form) -> addManifest(index.raw(), form, top);
      case ManifestFact.Old(var manifest, _, var form) -> addManifest(manifest.raw(), form, top);
      case ManifestFact.Verbatim(var manifest, _) ->
          addManifest(manifest.raw(), manifest.raw().mediaType(), top);
    }
  }

  private void addManifest(RawManifest raw, MediaType form, boolean top) {
    manifests.add(
        top ? new PutTag(raw.descriptor(), form) : new PutManifest(raw.descriptor(), form));
  }

  private void addBlobs(ManifestFact fact) {
    switch (fact) {
      case ManifestFact.Present _, ManifestFact.Index _ -> {}
      case ManifestFact.Old(_, var layers, _) ->
          layers.forEach(layer -> addBlob(layer, new LayerChange.None()));
      case ManifestFact.Verbatim(_, var needed) ->
          needed.forEach(blob -> addBlob(blob, new LayerChange.None()));
      case ManifestFact.Image(var manifest, var decision) -> {
        if (decision.form().equals(manifest.raw().mediaType())) {
          addBlob(manifest.config(), new LayerChange.None());
        }
        for (int i = 0; i < manifest.layers().size(); i++) {
          addBlob(manifest.layers().get(i), decision.layers().get(i));
        }
      }
    }
  }

  private void addBlob(Descriptor blob, LayerChange change) {
    if (!isCopied(blob)) {
      return;
    }
    blobs.computeIfAbsent(
        new ChangedBlob(blob.digest(), change),
        _ ->
            change instanceof LayerChange.None
                ? stepFor(blob, facts.blobs().getOrDefault(blob.digest(), new BlobFact.Absent()))
                : new TransferBlob(blob, change));
  }

  /** Layers that lie elsewhere by licence are named by their URLs and stay where they are. */
  static boolean isCopied(Descriptor blob) {
    return !blob.mediaType().isForeignLayer() || blob.urls().isEmpty();
  }

  private static CopyStep stepFor(Descriptor blob, BlobFact fact) {
    return switch (fact) {
      case BlobFact.Present _ -> new SkipBlob(blob);
      case BlobFact.Elsewhere(var repository) -> new MountBlob(blob, repository);
      case BlobFact.Absent _ -> new TransferBlob(blob, new LayerChange.None());
    };
  }
}
