package io.drayage.copier.domain.sync;

import io.drayage.image.Tag;
import io.drayage.sync.TagFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The filters of a source one after the other, each with the field that asks for it. Immutable. */
public record TagSteps(List<Step> steps) {

  /** A filter and its field. */
  public record Step(String field, TagFilter filter) {}

  /** What a step leaves out. */
  public record Left(String field, List<Tag> tags) {}

  /**
   * What comes of tags.
   *
   * @param left of each step that leaves something out
   */
  public record Sieved(List<Tag> selected, List<Left> left) {}

  public TagSteps {
    steps = List.copyOf(steps);
  }

  /** All of them as one filter. */
  TagFilter filter() {
    return switch (steps.size()) {
      case 0 -> new TagFilter.Everything();
      case 1 -> steps.getFirst().filter();
      default -> new TagFilter.AllOf(steps.stream().map(Step::filter).toList());
    };
  }

  /** Says what each filter does with tags. */
  public Sieved sieve(List<Tag> tags) {
    List<Left> left = new ArrayList<>();
    List<Tag> rest = tags;
    for (Step step : steps) {
      List<Tag> kept = step.filter().select(rest);
      Set<Tag> known = new HashSet<>(kept);
      List<Tag> out = rest.stream().filter(tag -> !known.contains(tag)).toList();
      if (!out.isEmpty()) {
        left.add(new Left(step.field(), out));
      }
      rest = kept;
    }
    return new Sieved(List.copyOf(rest), left);
  }
}
