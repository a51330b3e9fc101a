package io.drayage.copy;

import io.drayage.copy.CopyStep.MountBlob;
import io.drayage.copy.CopyStep.SkipBlob;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.image.RepositoryName;
import io.drayage.transport.BlobMounting;
import io.drayage.transport.ImageDestination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which plan of a run is the first to bring a blob. Plans that are made at the same time know
 * nothing of each other's blobs; what several of them need would be counted several times.
 * Thread-safe.
 */
final class PlanClaims {
  private record Claim(Object store, ChangedBlob blob) {}

  /** Where a blob will be: a repository, or a store without any. */
  private final Map<Claim, Object> places = new HashMap<>();

  /** The plan with what others bring taken from there. */
  synchronized CopyPlan claim(CopyPlan plan, ImageDestination destination) {
    RepositoryName repository = Repositories.of(destination);
    Object store = Repositories.store(destination);
    Object here = repository == null ? store : repository;
    boolean mounts = destination.as(BlobMounting.class).isPresent();
    List<CopyStep> steps = new ArrayList<>();
    for (CopyStep step : plan.steps()) {
      if (step instanceof TransferBlob(var blob, var change)) {
        Claim claim = new Claim(store, new ChangedBlob(blob.digest(), change));
        Object first = places.putIfAbsent(claim, here);
        if (here.equals(first)) {
          steps.add(new SkipBlob(blob));
        } else if (first instanceof RepositoryName from && mounts) {
          steps.add(new MountBlob(blob, from));
        } else {
          steps.add(step);
        }
      } else {
        steps.add(step);
      }
    }
    return new CopyPlan(plan.request(), plan.sourceDigest(), steps);
  }
}
