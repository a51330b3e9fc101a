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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies the images of a part of a run. */
public final class TransferWork {
  private final Transfers transfers;
  private final int parallel;

  /**
   * @param parallel how many images of a part are copied at the same time
   */
  public TransferWork(Transfers transfers, int parallel) {
    this.transfers = transfers;
    this.parallel = parallel;
  }

  private record Ready(Transfer transfer, CopyRequest request) {}

  /**
   * Copies what is open in a part. An image that cannot be copied is a transfer that failed; the
   * others go on.
   */
  public void transfer(Part part, int number) throws InterruptedException {
    List<Ready> ready = ready(part, transfers.open(part.claim().lead(), number));
    try {
      BoundedWork.forEach(
          ready.size(),
          parallel,
          i -> {
            if (part.control().goesOn()) {
              transfer(part, ready.get(i));
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("an image that cannot be copied is a failed transfer", e);
    }
  }

  private void transfer(Part part, Ready ready) throws InterruptedException {
    long id = ready.transfer().id();
    if (!transfers.begin(part.claim(), id)) {
      return;
    }
    transfers.end(part.claim(), id, outcome(part, ready));
  }

  private static Outcome outcome(Part part, Ready ready) throws InterruptedException {
    try {
      if (part.exactness() == Part.Exactness.AS_PLANNED) {
        Optional<Outcome> changed = changed(part, ready);
        if (changed.isPresent()) {
          return changed.get();
        }
      }
      Optional<Outcome> refused =
          Overwrite.prepare(
              part,
              ((DockerLocation) ready.request().destination().location()).reference(),
              ready.transfer().sourceDigest().orElse(""));
      if (refused.isPresent()) {
        return refused.get();
      }
      CopyResult result = part.engine().copier().copy(ready.request());
      return new Outcome(
          switch (result.outcome()) {
            case COPIED -> State.COPIED;
            case UNCHANGED -> State.UNCHANGED;
          },
          Optional.of(result.digest().toString()),
          result.counts().bytesTransferred(),
          Optional.empty());
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      return Outcome.failed(Reasons.of(e));
    } catch (InvalidFormatException e) {
      return Outcome.failed(Reasons.of(e));
    }
  }

  private static Optional<Outcome> changed(Part part, Ready ready) throws IOException {
    Optional<String> planned = ready.transfer().sourceDigest();
    CopyPlan now = part.engine().copier().plan(ready.request());
    String found = now.sourceDigest().toString();
    return planned.isEmpty() || planned.get().equals(found)
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
