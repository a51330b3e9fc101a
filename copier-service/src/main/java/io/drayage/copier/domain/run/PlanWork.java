package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Transfer.Action;
import io.drayage.copier.domain.run.Transfer.Effort;
import io.drayage.copier.domain.run.Transfer.Planned;
import io.drayage.copier.domain.run.Transfer.State;
import io.drayage.copier.domain.sync.AgeRule;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyRequest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.sync.BoundedWork;
import io.drayage.sync.SelectedImage;
import io.drayage.sync.SyncProblem;
import io.drayage.sync.SyncSelection;
import io.drayage.sync.SyncSource;
import io.drayage.transport.DockerLocation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what is to be done for some sources of a sync. */
public final class PlanWork {
  /** How many images are looked at together; what was found is kept after each such number. */
  private static final int CHUNK = 500;

  private final Transfers transfers;
  private final ImageAges ages;
  private final int parallel;
  private final Duration patience;

  /**
   * How much at once, and for how long.
   *
   * @param parallel how many images are looked at at the same time
   * @param patience how long a source is tried whose registry is away
   */
  public record Pace(int parallel, Duration patience) {}

  public PlanWork(Transfers transfers, ImageAges ages, Pace pace) {
    this.transfers = transfers;
    this.ages = ages;
    this.parallel = pace.parallel();
    this.patience = pace.patience();
  }

  /**
   * Plans some sources. An image that cannot be planned is a transfer that failed; the others go
   * on.
   *
   * @param rules the places of the sources
   * @return how long to wait before the rest can be planned; empty when nothing is left to do
   */
  public Optional<Duration> plan(Part part, List<Integer> rules) throws InterruptedException {
    for (int rule : transfers.unplanned(part.claim(), rules)) {
      if (!part.control().goesOn()) {
        break;
      }
      plan(part, rule);
    }
    return part.control().goesOn() ? transfers.planRest(part.claim(), rules) : Optional.empty();
  }

  private void plan(Part part, int rule) throws InterruptedException {
    Set<String> arrived = transfers.clearPlan(part.claim(), rule);
    SyncRules rules = part.rules();
    SyncSelection selection;
    List<SelectedImage> wanted;
    try {
      selection =
          part.engine().sync().select(new SyncSource.Rules(rules.only(rule)), rules.options());
      Optional<AgeRule> age = rules.ages().get(rule);
      wanted = age.isPresent() ? ages.select(age.get(), selection.images()) : selection.images();
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      if (Passing.mayPass(e) && transfers.postponePlan(part.claim(), rule, patience)) {
        return;
      }
      transfers.plan(
          part.claim(),
          List.of(failed(rule, rules.rules().get(rule).repository().toString(), "", e)));
      transfers.finishPlan(part.claim(), rule);
      return;
    }
    List<SelectedImage> images =
        wanted.stream()
            .filter(image -> !arrived.contains(name(image.source().toString())))
            .toList();
    transfers.plan(
        part.claim(),
        selection.problems().stream().map(problem -> planned(rules, rule, problem)).toList());
    for (int from = 0; from < images.size() && part.control().goesOn(); from += CHUNK) {
      transfers.plan(
          part.claim(),
          plan(part, rule, images.subList(from, Math.min(images.size(), from + CHUNK))));
    }
    if (part.control().goesOn()) {
      transfers.finishPlan(part.claim(), rule);
    }
  }

  private List<Planned> plan(Part part, int rule, List<SelectedImage> images)
      throws InterruptedException {
    Planned[] found = new Planned[images.size()];
    try {
      BoundedWork.forEach(images.size(), parallel, i -> found[i] = plan(part, rule, images.get(i)));
    } catch (IOException e) {
      throw new IllegalStateException("an image that cannot be planned is a failed transfer", e);
    }
    return List.of(found);
  }

  private static Planned plan(Part part, int rule, SelectedImage image)
      throws InterruptedException {
    String source = image.source().toString();
    String destination = "";
    try {
      CopyRequest request = request(part, image);
      destination = request.destination().toString();
      CopyPlan plan = part.engine().copier().plan(request);
      boolean nothing = plan.isEmpty();
      return new Planned(
          rule,
          nothing ? Action.NONE : Action.COPY,
          nothing ? State.UNCHANGED : State.PENDING,
          name(source),
          name(destination),
          Optional.of(plan.sourceDigest().toString()),
          new Effort(plan.transferBytes(), plan.requests()),
          Optional.empty());
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      return Passing.mayPass(e)
          ? unseen(rule, source, destination, e)
          : failed(rule, source, destination, e);
    } catch (InvalidFormatException e) {
      return failed(rule, source, destination, e);
    }
  }

  /** An image on its way to its place. */
  static CopyRequest request(Part part, SelectedImage image) {
    Reference reference = ((DockerLocation) image.source().location()).reference();
    return new CopyRequest(
        image.source(),
        new CopyEnd(
            new DockerLocation(part.rules().destination().placeOf(reference)),
            part.engine().destination()),
        image.options());
  }

  private static Planned planned(SyncRules rules, int rule, SyncProblem problem) {
    return new Planned(
        rule,
        problem.isError() ? Action.COPY : Action.NONE,
        problem.isError() ? State.FAILED : State.SKIPPED,
        rules.rules().get(rule).repository().toString(),
        "",
        Optional.empty(),
        Effort.NONE,
        Optional.of(problem.message()));
  }

  /** Whoever copies it looks again. */
  private static Planned unseen(int rule, String source, String destination, Exception cause) {
    return new Planned(
        rule,
        Action.COPY,
        State.PENDING,
        name(source),
        name(destination),
        Optional.empty(),
        Effort.NONE,
        Optional.of(Reasons.of(cause)));
  }

  private static Planned failed(int rule, String source, String destination, Exception cause) {
    return new Planned(
        rule,
        Action.COPY,
        State.FAILED,
        name(source),
        name(destination),
        Optional.empty(),
        Effort.NONE,
        Optional.of(Reasons.of(cause)));
  }

  /** All images are in registries, so the transport goes without saying. */
  static String name(String location) {
    return location.replaceFirst("^docker://", "");
  }
}
