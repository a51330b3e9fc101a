package io.drayage.copy;

import io.drayage.copy.ReferrerOutcome.Inquiry;
import io.drayage.copy.ReferrerRule.Demand;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Referrer;
import io.drayage.transport.ReferrerListing;
import io.drayage.transport.ReferrerStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the referrers of one image along. {@link #search} may run while the image's blobs are on
 * their way; {@link #bring} comes when they are there and before the image gets its name, so that
 * nobody sees an image without its signatures. One that fails does not keep the others.
 */
final class ReferrerCopy {

  /** Copies what a source holds to a place of its own. */
  @FunctionalInterface
  interface Engine {
    CopyResult copy(CopyRequest request, ImageSource source, ImageDestination destination)
        throws IOException, InterruptedException;
  }

  /** What came of them, and the work it took. */
  record Brought(ReferrerOutcome outcome, CopyCounts counts) {}

  private final CopyRequest request;
  private final ReferrerRule rule;
  private final ReferrerFilter filter;
  private final ImageSource source;
  private final ImageDestination destination;
  private final AttachmentRule attachments;
  private final ReferrerSubjects subjects;
  private final RunMemory memory;
  private final Engine engine;
  private @Nullable ReferrerClosure closure;

  ReferrerCopy(
      GatheredFacts facts,
      ImageSource source,
      ImageDestination destination,
      RunMemory memory,
      Engine engine) {
    this.request = facts.request();
    this.rule = request.options().referrers();
    this.filter = request.options().wantedReferrers();
    this.source = source;
    this.destination = destination;
    this.attachments = new AttachmentRule(request, source, destination);
    this.subjects = CopyPlanner.referrerSubjects(facts);
    this.memory = memory;
    this.engine = engine;
  }

  /** Asks the source, unless there is a reason not to. */
  void search() throws IOException, InterruptedException {
    if (reasonNotToAsk().isEmpty() && earlier().isEmpty()) {
      ReferrerSubjects asked =
          new Sides(request)
              .at(Side.SOURCE, "reading the manifest", () -> subjects.withInstances(source));
      closure =
          attachments.applyTo(
              ReferrerClosure.of(
                  source, rule.demand() == Demand.REQUIRED ? asked.all() : asked.kept(), filter));
    }
  }

  /**
   * Writes what was found to the destination.
   *
   * @throws CopyException when the set is incomplete and must not be
   */
  Brought bring() throws IOException, InterruptedException {
    Optional<Inquiry> reason = reasonNotToAsk();
    if (reason.isPresent()) {
      return new Brought(ReferrerOutcome.notAsked(reason.get()), CopyCounts.NONE);
    }
    Optional<ReferrerOutcome> earlier = earlier();
    if (earlier.isPresent()) {
      return new Brought(earlier.get().again(), CopyCounts.NONE);
    }
    if (closure == null) {
      search();
    }
    Brought brought = bring(closure == null ? new ReferrerClosure(List.of(), List.of()) : closure);
    require(brought.outcome());
    remember(brought.outcome());
    return brought;
  }

  private Optional<Inquiry> reasonNotToAsk() {
    if (rule.filter() instanceof ReferrerFilter.None) {
      return Optional.of(Inquiry.NOT_WANTED);
    }
    if (subjects.unchanged() && !rule.asksForUnchanged()) {
      return Optional.of(Inquiry.IMAGE_UNCHANGED);
    }
    if (rule.demand() == Demand.REQUIRED) {
      return Optional.empty();
    }
    if (destination.as(ReferrerStorage.class).isEmpty()
        || source.as(ReferrerListing.class).isEmpty()) {
      return Optional.of(Inquiry.NO_PLACE);
    }
    return subjects.kept().isEmpty() ? Optional.of(Inquiry.DIGEST_CHANGED) : Optional.empty();
  }

  private Brought bring(ReferrerClosure found) throws IOException, InterruptedException {
    Map<Referrer, CopyResult> arrived = new ConcurrentHashMap<>();
    Map<Referrer, String> failed = new ConcurrentHashMap<>();
    try (TaskGroup group = new TaskGroup()) {
      for (Referrer referrer : found.referrers()) {
        group.start(
            () -> {
              try {
                arrived.put(referrer, bring(referrer));
              } catch (IOException e) {
                Interruptions.rethrow(e);
                failed.put(referrer, "%s: %s".formatted(referrer, e.getMessage()));
              }
            });
      }
      group.join();
    }
    relist(found.referrers(), arrived, failed);
    List<String> problems = new ArrayList<>();
    found.failures().forEach(failure -> problems.add(failure.toString()));
    CopyCounts counts = CopyCounts.NONE;
    int copied = 0;
    for (Referrer referrer : found.referrers()) {
      CopyResult result = arrived.get(referrer);
      if (failed.containsKey(referrer)) {
        problems.add(failed.get(referrer));
      } else if (result != null) {
        counts = counts.plus(result.counts());
        copied += result.outcome() == CopyResult.Outcome.COPIED ? 1 : 0;
      }
    }
    int present = found.referrers().size() - failed.size() - copied;
    return new Brought(
        new ReferrerOutcome(
            Inquiry.MADE, found.referrers().size(), copied, present, List.copyOf(problems)),
        counts);
  }

  private CopyResult bring(Referrer referrer) throws IOException, InterruptedException {
    if (subjects.changed().contains(referrer.subject())) {
      throw new CopyRefusedException(
          "it refers to %s, and the copy has another digest".formatted(referrer.subject()));
    }
    try (ImageDestination place = storage().placeFor(referrer)) {
      return engine.copy(asItIs(), new ReferrerSource(source, referrer), place);
    }
  }

  private ReferrerStorage storage() throws CopyRefusedException {
    return destination
        .as(ReferrerStorage.class)
        .orElseThrow(
            () ->
                new CopyRefusedException(
                    "%s has no place for referrers; choose a registry, or an OCI layout in which the image has a name"
                        .formatted(destination.location())));
  }

  private CopyRequest asItIs() {
    CopyOptions options =
        CopyOptions.forPlatform(request.options().platform())
            .with(new ImageSelection.All())
            .with(DigestRule.PRESERVE)
            .with(SignatureOptions.REMOVE)
            .with(ReferrerRule.NONE);
    return new CopyRequest(request.source(), request.destination(), options);
  }

  /**
   * A manifest that was there need not be listed, if its registry knows no referrers and nobody
   * wrote the index for it: putting it again writes that.
   */
  private void relist(
      List<Referrer> referrers, Map<Referrer, CopyResult> arrived, Map<Referrer, String> failed)
      throws IOException {
    Map<Digest, List<Referrer>> there =
        referrers.stream()
            .filter(r -> r.tag().isEmpty() && wasThere(arrived.get(r)))
            .collect(Collectors.groupingBy(Referrer::subject));
    for (Map.Entry<Digest, List<Referrer>> entry : there.entrySet()) {
      try {
        Set<Digest> listed = storage().listed(entry.getKey());
        for (Referrer referrer : entry.getValue()) {
          if (!listed.contains(referrer.manifest().digest())) {
            try (ImageDestination place = storage().placeFor(referrer)) {
              place.commit(new ReferrerSource(source, referrer).manifest());
            }
          }
        }
      } catch (IOException e) {
        Interruptions.rethrow(e);
        entry
            .getValue()
            .forEach(r -> failed.put(r, "%s: listing it: %s".formatted(r, e.getMessage())));
      }
    }
  }

  private static boolean wasThere(@Nullable CopyResult result) {
    return result != null && result.outcome() == CopyResult.Outcome.UNCHANGED;
  }

  private void require(ReferrerOutcome outcome) throws CopyException {
    if (rule.demand() == Demand.REQUIRED && !outcome.isComplete()) {
      throw new CopyException(
          request,
          "bringing all referrers along",
          Side.DESTINATION,
          new IncompleteReferrersException(
              "%d found, %d at the destination: %s"
                  .formatted(
                      outcome.found(),
                      outcome.copied() + outcome.present(),
                      String.join("; ", outcome.problems()))));
    }
  }

  private Optional<ReferrerOutcome> earlier() {
    RepositoryName repository = Repositories.of(destination);
    return repository == null
        ? Optional.empty()
        : memory.referrersOf(repository, subjects.kept(), filter);
  }

  private void remember(ReferrerOutcome outcome) {
    RepositoryName repository = Repositories.of(destination);
    if (repository != null && outcome.isComplete()) {
      memory.broughtReferrers(repository, subjects.kept(), filter, outcome);
    }
  }
}
