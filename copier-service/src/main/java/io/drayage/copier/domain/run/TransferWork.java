package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.run.Transfer.State;
import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.sync.BoundedWork;
import io.drayage.sync.SelectedImage;
import io.drayage.sync.SyncSource;
import io.drayage.transport.DockerLocation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Copies the images of a part of a run. */
public final class TransferWork {
  /** How long nothing is tried when nothing got through. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  private final Transfers transfers;
  private final int parallel;
  private final Duration patience;

  /**
   * @param parallel how many images of a part are copied at the same time
   * @param patience how long an image is tried whose registry is away
   */
  public TransferWork(Transfers transfers, int parallel, Duration patience) {
    this.transfers = transfers;
    this.parallel = parallel;
    this.patience = patience;
  }

  private record Ready(Transfer transfer, CopyRequest request) {}

  /**
   * Copies what is open in a part. An image that cannot be copied is a transfer that failed; the
   * others go on. When none gets through, the other side is away, and no more are tried for now.
   *
   * @return how long to wait before the rest can be done; empty when nothing is left to do
   */
  public Optional<Duration> transfer(Part part, int number) throws InterruptedException {
    AtomicInteger misses = new AtomicInteger();
    List<Ready> ready = ready(part, transfers.open(part.claim().lead(), number));
    try {
      BoundedWork.forEach(
          ready.size(),
          parallel,
          i -> {
            if (part.control().goesOn() && misses.get() < parallel) {
              transfer(part, ready.get(i), misses);
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("an image that cannot be copied is a failed transfer", e);
    }
    if (!part.control().goesOn()) {
      return Optional.empty();
    }
    Optional<Duration> rest = transfers.rest(part.claim().lead(), number);
    return misses.get() < parallel
        ? rest
        : rest.map(wait -> wait.compareTo(AWAY) < 0 ? AWAY : wait);
  }

  private void transfer(Part part, Ready ready, AtomicInteger misses) throws InterruptedException {
    long id = ready.transfer().id();
    if (!transfers.begin(part.claim(), id)) {
      return;
    }
    Optional<Outcome> outcome = outcome(part, ready);
    if (outcome.isPresent()) {
      misses.set(0);
      transfers.end(part.claim(), id, outcome.get());
    } else {
      misses.incrementAndGet();
    }
  }

  /** Empty when it is done later. */
  private Optional<Outcome> outcome(Part part, Ready ready) throws InterruptedException {
    try {
      if (part.exactness() == Part.Exactness.AS_PLANNED) {
        Optional<Outcome> changed = changed(part, ready);
        if (changed.isPresent()) {
          return changed;
        }
      }
      Optional<Outcome> refused =
          Overwrite.prepare(
              part,
              ((DockerLocation) ready.request().destination().location()).reference(),
              ready.transfer().sourceDigest().orElse(""));
      if (refused.isPresent()) {
        return refused;
      }
      CopyResult result = part.engine().copier().copy(ready.request());
      return Optional.of(
          new Outcome(
              switch (result.outcome()) {
                case COPIED -> State.COPIED;
                case UNCHANGED -> State.UNCHANGED;
              },
              Optional.of(result.digest().toString()),
              result.counts().bytesTransferred(),
              Optional.empty()));
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      Transfers.Setback setback = new Transfers.Setback(Reasons.of(e), patience);
      return Passing.mayPass(e) && transfers.postpone(part.claim(), ready.transfer().id(), setback)
          ? Optional.empty()
          : Optional.of(Outcome.failed(Reasons.of(e)));
    } catch (InvalidFormatException e) {
      return Optional.of(Outcome.failed(Reasons.of(e)));
    }
  }

  private static Optional<Outcome> changed(Part part, Ready ready) throws IOException {
    Optional<String> planned = ready.transfer().sourceDigest();
    if (planned.isEmpty()) {
      return Optional.of(
          Outcome.failed(
              "nobody could look at the source when the plan was made; make a new plan"));
    }
    CopyPlan now = part.engine().copier().plan(ready.request());
    String found = now.sourceDigest().toString();
    return planned.get().equals(found)
        ? Optional.empty()
        : Optional.of(
            Outcome.failed(
                "the source has changed since the plan was made: it was %s and is %s; make a new plan"
                    .formatted(planned.get(), found)));
  }

  /** The requests of transfers, as their rules make them; nothing is asked of a registry. */
  private static List<Ready> ready(Part part, List<Transfer> open) throws InterruptedException {
    Map<Integer, List<Transfer>> byRule = new LinkedHashMap<>();
    for (Transfer transfer : open) {
      byRule.computeIfAbsent(transfer.rule(), _ -> new ArrayList<>()).add(transfer);
    }
    List<Ready> ready = new ArrayList<>();
    for (Map.Entry<Integer, List<Transfer>> entry : byRule.entrySet()) {
      List<Transfer> transfers = entry.getValue();
      List<Reference> references =
          transfers.stream().map(transfer -> Reference.parse(transfer.source())).toList();
      try {
        List<SelectedImage> images =
            part.engine()
                .sync()
                .select(
                    new SyncSource.Rules(part.rules().only(entry.getKey(), references)),
                    part.rules().options())
                .images();
        for (int i = 0; i < images.size(); i++) {
          ready.add(new Ready(transfers.get(i), PlanWork.request(part, images.get(i))));
        }
      } catch (IOException e) {
        throw new IllegalStateException("images with their names need no registry", e);
      }
    }
    return ready;
  }
}
