package io.drayage.copier.domain.run;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.PolicyVersion;
import io.drayage.api.copier.SyncPreview;
import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.sync.AgeRule;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.copier.domain.sync.TagSteps;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.sync.BoundedWork;
import io.drayage.sync.RepositoryRule;
import io.drayage.sync.SelectedImage;
import io.drayage.sync.SyncSource;
import io.drayage.sync.TagSelection;
import io.drayage.transport.DigestTag;
import io.drayage.transport.DockerLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which tags a definition means, by one tag list for each source; nothing is written.
 * Thread-safe.
 */
public final class Preview {
  private static final int MOST_SOURCES = 100;
  private static final int MOST_IMAGES = 200;
  private static final int MOST_EXAMPLES = 10;
  private static final int PARALLEL = 8;

  private final Engines engines;
  private final ImageAges ages;

  public Preview(Engines engines, ImageAges ages) {
    this.engines = engines;
    this.ages = ages;
  }

  /**
   * Asks the registries of all sources.
   *
   * @throws ProblemException when the definition is wrong, or has more than 100 sources
   * @throws IOException when the policy cannot be used
   */
  public SyncPreview of(SyncSpec spec, Optional<PolicyVersion> policy)
      throws IOException, InterruptedException {
    SyncRules rules = SyncRules.of(spec);
    int count = rules.rules().size();
    if (count > MOST_SOURCES) {
      throw ProblemException.invalid(
          "sources", "has %d entries; a preview takes at most %d".formatted(count, MOST_SOURCES));
    }
    SyncPreview.Source[] sources = new SyncPreview.Source[count];
    try (Engine engine = engines.openApart(policy)) {
      BoundedWork.forEach(
          count,
          PARALLEL,
          i -> sources[i] = source(engine, rules, i, SyncRules.steps(spec.sources().get(i))));
    }
    return new SyncPreview(List.of(sources));
  }

  private SyncPreview.Source source(Engine engine, SyncRules rules, int number, TagSteps steps)
      throws InterruptedException {
    RepositoryRule rule = rules.rules().get(number);
    return switch (rule.tags()) {
      case TagSelection.Listed(List<Reference> references) ->
          view(rules, rule, new Sieved(references, List.of()), 0);
      case TagSelection.Filtered _ -> {
        try {
          yield filtered(engine, rules, number, steps);
        } catch (IOException e) {
          Reasons.rethrowInterruption(e);
          yield new SyncPreview.Source(
              rule.repository().toString(), 0, 0, List.of(), List.of(), Reasons.of(e));
        }
      }
    };
  }

  /** What is meant, and what is not. */
  private record Sieved(List<Reference> selected, List<SyncPreview.Left> left) {}

  private SyncPreview.Source filtered(Engine engine, SyncRules rules, int number, TagSteps steps)
      throws IOException, InterruptedException {
    RepositoryRule rule = rules.rules().get(number);
    List<Tag> listed =
        engine.tags().list(rule.repository()).stream()
            .filter(tag -> DigestTag.parse(tag.value()).isEmpty())
            .toList();
    TagSteps.Sieved sieved = steps.sieve(listed);
    List<Reference> selected = references(rule, sieved.selected());
    List<SyncPreview.Left> left =
        new ArrayList<>(
            sieved.left().stream().map(step -> left(step.field(), step.tags())).toList());
    Optional<AgeRule> age = rules.ages().get(number);
    if (age.isPresent()) {
      List<Reference> aged = aged(engine, rules, number, selected);
      List<Tag> out =
          sieved.selected().stream()
              .filter(tag -> !aged.contains(new TagReference(rule.repository(), tag)))
              .toList();
      left.add(left("tags by age", out));
      selected = aged;
    }
    return view(rules, rule, new Sieved(selected, left), listed.size());
  }

  private List<Reference> aged(
      Engine engine, SyncRules rules, int number, List<Reference> references)
      throws IOException, InterruptedException {
    if (references.size() > MOST_IMAGES) {
      throw new IOException(
          "the other filters leave %d tags, and a preview asks at most %d for their age; narrow them"
              .formatted(references.size(), MOST_IMAGES));
    }
    List<SelectedImage> images =
        engine
            .sync()
            .select(new SyncSource.Rules(rules.only(number, references)), rules.options())
            .images();
    return ages.select(rules.ages().get(number).orElseThrow(), images).stream()
        .map(image -> ((DockerLocation) image.source().location()).reference())
        .toList();
  }

  private static List<Reference> references(RepositoryRule rule, List<Tag> tags) {
    return tags.stream().<Reference>map(tag -> new TagReference(rule.repository(), tag)).toList();
  }

  private static SyncPreview.Left left(String filter, List<Tag> tags) {
    return new SyncPreview.Left(
        filter, tags.size(), tags.stream().limit(MOST_EXAMPLES).map(Tag::value).toList());
  }

  private static SyncPreview.Source view(
      SyncRules rules, RepositoryRule rule, Sieved sieved, int listed) {
    return new SyncPreview.Source(
        rule.repository().toString(),
        listed,
        sieved.selected().size(),
        sieved.selected().stream()
            .limit(MOST_IMAGES)
            .map(image -> new SyncPreview.Image(image.toString(), destination(rules, image)))
            .toList(),
        sieved.left(),
        sieved.selected().isEmpty() ? "no tag is left over" : null);
  }

  private static String destination(SyncRules rules, Reference image) {
    try {
      return rules.destination().placeOf(image).toString();
    } catch (InvalidFormatException e) {
      return "none: " + e.getMessage();
    }
  }
}
