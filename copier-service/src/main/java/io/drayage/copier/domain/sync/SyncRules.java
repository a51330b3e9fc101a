package io.drayage.copier.domain.sync;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.SyncSource;
import io.drayage.api.copier.SyncSpec;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ReferrerRule;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.sync.RegistryRules;
import io.drayage.sync.RepositoryRule;
import io.drayage.sync.SyncConfig;
import io.drayage.sync.TagSelection;
import io.drayage.transport.RegistryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A specification that was read: every word of it is good. Immutable.
 *
 * @param rules one for each source, in their order
 * @param ages what each of them says about the age of images
 */
public record SyncRules(
    List<RepositoryRule> rules,
    DestinationTemplate destination,
    CopyOptions options,
    WritingRules writing,
    List<Optional<AgeRule>> ages) {
  /** Larger ones are refused; a registry with more repositories takes several syncs. */
  static final int MOST_SOURCES = 5_000;

  public SyncRules {
    rules = List.copyOf(rules);
    ages = List.copyOf(ages);
  }

  /**
   * Reads a specification.
   *
   * @throws ProblemException that names the field that is wrong
   */
  public static SyncRules of(SyncSpec spec) {
    if (spec.sources().isEmpty()) {
      throw ProblemException.invalid("sources", "is missing: name at least one repository");
    }
    if (spec.sources().size() > MOST_SOURCES) {
      throw ProblemException.invalid(
          "sources",
          "has %d entries; at most %d are taken".formatted(spec.sources().size(), MOST_SOURCES));
    }
    List<RepositoryRule> rules = new ArrayList<>();
    List<Optional<AgeRule>> ages = new ArrayList<>();
    for (int i = 0; i < spec.sources().size(); i++) {
      String field = "sources[%d]".formatted(i);
      rules.add(rule(spec.sources().get(i), field));
      ages.add(AgeRule.of(spec.sources().get(i).tags(), field + ".tags"));
    }
    String template = spec.destination();
    if (template == null || template.isBlank()) {
      throw ProblemException.invalid(
          "destination", "is missing: write HOST/PATH, with {registry}, {path} or {name} in it");
    }
    Integer priority = spec.priority();
    if (priority != null && (priority < 0 || priority > 100)) {
      throw ProblemException.invalid("priority", "must be a number from 0 to 100");
    }
    return new SyncRules(
        rules, DestinationTemplate.parse(template), options(spec), WritingRules.of(spec), ages);
  }

  private static CopyOptions options(SyncSpec spec) {
    CopyOptions options = CopyOptions.forPlatform(Platform.local()).with(new ImageSelection.All());
    return spec.referrers() == SyncSpec.Referrers.LEAVE ? options.with(ReferrerRule.NONE) : options;
  }

  private static RepositoryRule rule(SyncSource source, String field) {
    String text = source.repository();
    if (text == null || text.isBlank()) {
      throw ProblemException.invalid(field + ".repository", "is missing");
    }
    RepositoryName repository = read(field + ".repository", () -> RepositoryName.parse(text));
    List<Platform> platforms = new ArrayList<>();
    for (int i = 0; i < source.platforms().size(); i++) {
      String platform = source.platforms().get(i);
      platforms.add(read("%s.platforms[%d]".formatted(field, i), () -> Platform.parse(platform)));
    }
    return new RepositoryRule(
        repository,
        TagRulesReader.read(repository, source.tags(), field + ".tags"),
        platforms,
        field);
  }

  /** What a source's filters do; nothing for one that names its images. */
  public static TagSteps steps(SyncSource source) {
    return source.tags() == null
        ? new TagSteps(List.of())
        : TagRulesReader.steps(source.tags(), "tags");
  }

  /** The rule alone, as a source of the library. */
  public SyncConfig only(int rule) {
    return config(rules.get(rule));
  }

  /** The rule for exactly these images of it. */
  public SyncConfig only(int rule, List<Reference> references) {
    RepositoryRule whole = rules.get(rule);
    return config(
        new RepositoryRule(
            whole.repository(),
            new TagSelection.Listed(references),
            whole.platforms(),
            whole.where()));
  }

  private static SyncConfig config(RepositoryRule rule) {
    return new SyncConfig(
        rule.where(),
        List.of(
            new RegistryRules(
                rule.repository().registry().toString(),
                RegistryOptions.CONFIGURED,
                List.of(rule))),
        List.of());
  }

  /** Something that reads a text. */
  @FunctionalInterface
  interface Reader<T> {
    T read();
  }

  static <T> T read(String field, Reader<T> reader) {
    try {
      return reader.read();
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid(
          FieldProblem.of(field, Optional.ofNullable(e.getMessage()).orElse("is not valid")));
    }
  }
}
