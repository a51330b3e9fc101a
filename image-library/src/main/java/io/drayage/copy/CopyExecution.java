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
import io.drayage.image.RepositoryName;
import io.drayage.transport.ImageDestination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Carries out one plan: blobs at the same time, then manifests one after another. */
final class CopyExecution {
  private final CopyPlan plan;
  private final BlobDelivery delivery;
  private final ManifestAssembly assembly;
  private final ImageDestination destination;
  private final RunMemory memory;
  private final ProgressListener listener;
  private final Sides sides;
  private final SignatureDelivery signatureDelivery;
  private final ReferrerCopy referrers;
  private int manifestsPut;

  CopyExecution(
      CopyPlan plan,
      BlobDelivery delivery,
      ManifestAssembly assembly,
      ReferrerCopy referrers,
      RunMemory memory,
      ProgressListener listener) {
    this.plan = plan;
    this.delivery = delivery;
    this.assembly = assembly;
    this.referrers = referrers;
    this.destination = delivery.destination();
    this.memory = memory;
    this.listener = listener;
    this.sides = new Sides(plan.request());
    this.signatureDelivery = new SignatureDelivery(plan.request(), destination, listener);
  }

  CopyResult run() throws IOException, InterruptedException {
    if (plan.isEmpty()) {
      ReferrerCopy.Brought brought = referrers.bring();
      return new CopyResult(
          plan.request(),
          plan.sourceDigest(),
          assembly.topDigest(),
          CopyResult.Outcome.UNCHANGED,
          brought.counts(),
          brought.outcome());
    }
    List<CopyStep> blobs = new ArrayList<>();
    List<CopyStep> manifests = new ArrayList<>();
    for (CopyStep step : plan.steps()) {
      switch (step) {
        case SkipBlob _, MountBlob _, TransferBlob _ -> blobs.add(step);
        case PutManifest _, PutSignatures _, PutTag _ -> manifests.add(step);
      }
    }
    deliver(blobs);
    for (CopyStep step : manifests) {
      if (step instanceof PutManifest) {
        put(step);
      }
    }
    // What refers to the image may hold signatures, to which those of the plan are added.
    ReferrerCopy.Brought brought = referrers.bring();
    Digest top = assembly.topDigest();
    for (CopyStep step : manifests) {
      if (step instanceof PutSignatures signatures) {
        signatureDelivery.deliver(signatures, digestOf(signatures.manifest()));
      }
      if (step instanceof PutTag) {
        top = put(step);
      }
    }
    return new CopyResult(
        plan.request(),
        plan.sourceDigest(),
        top,
        CopyResult.Outcome.COPIED,
        delivery.counts().plus(new CopyCounts(0, 0, 0, 0, manifestsPut)).plus(brought.counts()),
        brought.outcome());
  }

  /** Large blobs first: whoever starts last should be done soon. */
  private void deliver(List<CopyStep> steps) throws IOException, InterruptedException {
    List<CopyStep> order = new ArrayList<>(steps);
    order.sort(Comparator.comparingLong(CopyExecution::size).reversed());
    Semaphore permits =
        new Semaphore(plan.request().options().transfers().atOnce().orElse(Integer.MAX_VALUE));
    try (TaskGroup group = new TaskGroup()) {
      group.start(referrers::search);
      for (CopyStep step : order) {
        group.start(() -> deliver(step, permits));
      }
      group.join();
    }
  }

  private void deliver(CopyStep step, Semaphore permits) throws IOException, InterruptedException {
    permits.acquire();
    try {
      delivery.deliver(step);
    } finally {
      permits.release();
    }
  }

  private static long size(CopyStep step) {
    return switch (step) {
      case TransferBlob(var blob, _) -> blob.size();
      case MountBlob(var blob, _) -> blob.size();
      case SkipBlob _, PutManifest _, PutSignatures _, PutTag _ -> 0;
    };
  }

  private Digest put(CopyStep step) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return switch (step) {
      case PutManifest(var manifest, var form) -> {
        RawManifest raw = assemble(manifest, form);
        putOnce(raw);
        yield raw.digest();
      }
      case PutTag(var manifest, var form) -> {
        RawManifest raw = assemble(manifest, form);
        sides.doAt(
            Side.DESTINATION,
            "writing the manifest " + raw.digest(),
            () -> destination.commit(raw));
        yield written(raw);
      }
      case SkipBlob _, MountBlob _, TransferBlob _, PutSignatures _ ->
          throw new IllegalStateException("no manifest: " + step);
    };
  }

  /**
   * Images of a run that share a manifest write it once: docker-registry 2.8 empties the link of a
   * manifest that is put again before it fills it, and refuses an index that lists it meanwhile.
   */
  private void putOnce(RawManifest raw) throws IOException, InterruptedException {
    RepositoryName repository = Repositories.of(destination);
    if (repository == null) {
      putChild(raw);
      return;
    }
    while (!memory.saw(repository, raw.digest())) {
      try (Flights.Flight flight = memory.flights().board(repository, raw.digest())) {
        if (!flight.isPilot()) {
          flight.await();
        } else if (!memory.saw(repository, raw.digest())) {
          putChild(raw);
        }
      }
    }
  }

  private void putChild(RawManifest raw) throws IOException {
    sides.doAt(
        Side.DESTINATION,
        "writing the manifest " + raw.digest(),
        () -> destination.putManifest(raw));
    written(raw);
  }

  /** The digest at the destination of a manifest that was, or is going to be, put there. */
  private Digest digestOf(Digest original) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    for (CopyStep step : plan.steps()) {
      if (step instanceof PutManifest(var manifest, var form)
          && manifest.digest().equals(original)) {
        return assemble(manifest, form).digest();
      }
      if (step instanceof PutTag(var manifest, var form) && manifest.digest().equals(original)) {
        return assemble(manifest, form).digest();
      }
    }
    return original;
  }

  private RawManifest assemble(Descriptor manifest, MediaType form) throws IOException {
    return sides.at(
        Side.SOURCE,
        "preparing the manifest " + manifest.digest(),
        () -> assembly.assemble(manifest.digest(), form));
  }

  private Digest written(RawManifest raw) {
    RepositoryName repository = Repositories.of(destination);
    if (repository != null) {
      memory.sawManifest(repository, raw.digest());
    }
    manifestsPut++;
    listener.on(new ProgressEvent.ManifestPut(plan.request(), raw.digest()));
    return raw.digest();
  }
}
