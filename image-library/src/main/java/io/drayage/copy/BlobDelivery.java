package io.drayage.copy;

import io.drayage.copy.CopyStep.MountBlob;
import io.drayage.copy.CopyStep.PutManifest;
import io.drayage.copy.CopyStep.PutSignatures;
import io.drayage.copy.CopyStep.PutTag;
import io.drayage.copy.CopyStep.SkipBlob;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.copy.Flights.Flight;
import io.drayage.image.Descriptor;
import io.drayage.image.RepositoryName;
import io.drayage.registry.Chunking;
import io.drayage.transport.BlobMounting;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.ResumableBlobs;
import io.drayage.transport.SharedBlobs;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the blobs of one image to the destination. The plan's step is where it begins; what other
 * images of the run did meanwhile may save the transfer, and a mount that fails costs one.
 * Thread-safe.
 */
final class BlobDelivery {
  private final CopyRequest request;
  private final ImageSource source;
  private final ImageDestination destination;
  private final RunMemory memory;
  private final ProgressListener listener;
  private final Sides sides;
  private final @Nullable RepositoryName repository;
  private final Object store;
  private final Map<ChangedBlob, StoredLayer> changed = new ConcurrentHashMap<>();
  private final Object countsLock = new Object();
  private CopyCounts counts = CopyCounts.NONE;

  BlobDelivery(
      CopyRequest request,
      ImageSource source,
      ImageDestination destination,
      RunMemory memory,
      ProgressListener listener) {
    this.request = request;
    this.source = source;
    this.destination = destination;
    this.memory = memory;
    this.listener = listener;
    this.sides = new Sides(request);
    this.repository = Repositories.of(destination);
    this.store = Repositories.store(destination);
  }

  ImageDestination destination() {
    return destination;
  }

  /** What was done until now. */
  CopyCounts counts() {
    synchronized (countsLock) {
      return counts;
    }
  }

  /** The layers that were changed on the way. */
  Map<ChangedBlob, StoredLayer> changedLayers() {
    return Map.copyOf(changed);
  }

  /** Carries out the step of a blob. */
  void deliver(CopyStep step) throws IOException, InterruptedException {
    switch (step) {
      case SkipBlob(var blob) -> done(blob, BlobOutcome.SKIPPED, 0);
      case MountBlob(var blob, var from) -> alone(blob, () -> mountOrTransfer(blob, from));
      case TransferBlob(var blob, LayerChange.None _) -> alone(blob, () -> bring(blob));
      case TransferBlob(var blob, var change) -> bringChanged(blob, change);
      case PutManifest _, PutSignatures _, PutTag _ ->
          throw new IllegalStateException("a manifest among the blobs: " + step);
    }
  }

  /** Of the images that need a blob in one repository, one asks for it; the others wait. */
  private void alone(Descriptor blob, TaskGroup.Task bringing)
      throws IOException, InterruptedException {
    if (repository == null) {
      bringing.run();
    } else {
      once(repository, blob, () -> wasSeen(repository, blob), bringing);
    }
  }

  private void mountOrTransfer(Descriptor blob, RepositoryName from)
      throws IOException, InterruptedException {
    if (mount(blob, from)) {
      done(blob, BlobOutcome.MOUNTED, 0);
    } else if (isThere(blob)) {
      done(blob, BlobOutcome.SKIPPED, 0);
    } else {
      bring(blob);
    }
  }

  /** From another repository if one is known by now; otherwise by whoever is first to board. */
  private void bring(Descriptor blob) throws IOException, InterruptedException {
    once(store, blob, () -> arrivedMeanwhile(blob), () -> transfer(blob));
  }

  private interface Check {
    boolean holds() throws IOException;
  }

  private void once(Object place, Descriptor blob, Check arrived, TaskGroup.Task bringing)
      throws IOException, InterruptedException {
    while (!arrived.holds()) {
      try (Flight flight = memory.flights().board(place, blob.digest())) {
        if (!flight.isPilot()) {
          flight.await();
        } else {
          if (!arrived.holds()) {
            bringing.run();
          }
          return;
        }
      }
    }
  }

  private boolean arrivedMeanwhile(Descriptor blob) throws IOException {
    if (repository == null) {
      return arrivedInSharedStore(blob);
    }
    if (wasSeen(repository, blob)) {
      return true;
    }
    Set<RepositoryName> candidates =
        new LinkedHashSet<>(memory.elsewhere(repository, blob.digest()));
    for (RepositoryName candidate : candidates) {
      if (mount(blob, candidate)) {
        done(blob, BlobOutcome.MOUNTED, 0);
        return true;
      }
    }
    return false;
  }

  private boolean wasSeen(RepositoryName here, Descriptor blob) {
    boolean seen = memory.saw(here, blob.digest());
    if (seen) {
      done(blob, BlobOutcome.SKIPPED, 0);
    }
    return seen;
  }

  /** Another image of the run may have written to the same folder since it was looked at. */
  private boolean arrivedInSharedStore(Descriptor blob) throws IOException {
    if (destination.as(SharedBlobs.class).isEmpty() || !isThere(blob)) {
      return false;
    }
    done(blob, BlobOutcome.SKIPPED, 0);
    return true;
  }

  private boolean mount(Descriptor blob, RepositoryName from) throws IOException {
    var mounting = destination.as(BlobMounting.class);
    if (mounting.isEmpty()) {
      return false;
    }
    boolean mounted =
        sides.at(
            Side.DESTINATION,
            "mounting blob %s from %s".formatted(blob.digest(), from),
            () -> mounting.get().mount(blob.digest(), from));
    if (!mounted) {
      memory.missedBlob(from, blob.digest());
    }
    return mounted;
  }

  private boolean isThere(Descriptor blob) throws IOException {
    return sides.at(
        Side.DESTINATION, "looking up blob " + blob.digest(), () -> destination.hasBlob(blob));
  }

  private void transfer(Descriptor blob) throws IOException {
    listener.on(new ProgressEvent.BlobStarted(request, blob));
    SourceBody body = new SourceBody(source, blob, new BlobProgressMeter(request, blob, listener));
    sides.doAt(Side.DESTINATION, "writing blob " + blob.digest(), () -> put(blob, body));
    done(blob, BlobOutcome.TRANSFERRED, blob.size());
  }

  private void put(Descriptor blob, SourceBody body) throws IOException {
    Optional<ResumableBlobs> resumable = destination.as(ResumableBlobs.class);
    Optional<Chunking> chunking =
        repository == null ? Optional.empty() : memory.chunking(repository, blob);
    if (resumable.isPresent() && chunking.isPresent()) {
      resumable.get().putBlob(blob, body, chunking.get());
    } else {
      destination.putBlob(blob, body);
    }
  }

  /** What is made of a layer is made once for all images of the run that need the same. */
  private void bringChanged(Descriptor blob, LayerChange change)
      throws IOException, InterruptedException {
    ChangedBlob key = new ChangedBlob(blob.digest(), change);
    once(
        new RunMemory.ChangingPlace(store, change),
        blob,
        () -> arrivedChanged(blob, key),
        () -> transferChanged(blob, key));
  }

  private boolean arrivedChanged(Descriptor blob, ChangedBlob key) throws IOException {
    Optional<StoredLayer> made = memory.made(store, key);
    if (made.isEmpty()) {
      return false;
    }
    StoredLayer layer = made.get();
    if (repository == null || memory.saw(repository, layer.digest())) {
      doneChanged(blob, layer, BlobOutcome.SKIPPED);
      return true;
    }
    for (RepositoryName candidate : memory.elsewhere(repository, layer.digest())) {
      if (mount(layer.describe(blob), candidate)) {
        doneChanged(blob, layer, BlobOutcome.MOUNTED);
        return true;
      }
    }
    return false;
  }

  private void transferChanged(Descriptor blob, ChangedBlob key) throws IOException {
    listener.on(new ProgressEvent.BlobStarted(request, blob));
    SourceBody body = new SourceBody(source, blob, new BlobProgressMeter(request, blob, listener));
    ChangedLayer layer = new ChangedLayer(key.change());
    StoredLayer stored =
        sides.at(
            Side.DESTINATION,
            "writing blob " + blob.digest(),
            () ->
                switch (request.options().transfers().changedLayers()) {
                  case SENT_AT_ONCE -> layer.store(blob, body, destination);
                  case SENT_WHEN_MISSING ->
                      layer.store(
                          blob,
                          body,
                          destination,
                          request.destination().context().temporaryFolder());
                });
    memory.remember(store, stored, key);
    doneChanged(blob, stored, BlobOutcome.TRANSFERRED);
  }

  private void doneChanged(Descriptor blob, StoredLayer layer, BlobOutcome outcome) {
    changed.put(new ChangedBlob(blob.digest(), layer.change()), layer);
    if (repository != null) {
      memory.sawBlob(repository, layer.digest());
    }
    tell(blob, outcome, layer.size());
  }

  private void done(Descriptor blob, BlobOutcome outcome, long bytes) {
    if (repository != null) {
      memory.sawBlob(repository, blob.digest());
    }
    tell(blob, outcome, bytes);
  }

  private void tell(Descriptor blob, BlobOutcome outcome, long bytes) {
    count(
        switch (outcome) {
          case SKIPPED -> new CopyCounts(1, 0, 0, 0, 0);
          case MOUNTED -> new CopyCounts(0, 1, 0, 0, 0);
          case TRANSFERRED -> new CopyCounts(0, 0, 1, bytes, 0);
        });
    listener.on(new ProgressEvent.BlobDone(request, blob, outcome));
  }

  private void count(CopyCounts more) {
    synchronized (countsLock) {
      counts = counts.plus(more);
    }
  }
}
