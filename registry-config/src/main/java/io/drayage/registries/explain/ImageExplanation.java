package io.drayage.registries.explain;

import io.drayage.image.Reference;
import io.drayage.registries.Lint;
import java.util.List;
import java.util.Optional;

/**
 * How one image would be read.
 *
 * @param reference the full name
 * @param endpoints in the order of asking, with those that are not asked in their places; the
 *     registry itself is the last
 * @param warnings what does not do what it seems to say, with the holes that strict mode closes
 * @param verdict how it ends
 */
public record ImageExplanation(
    Reference reference,
    TableMatch table,
    List<EndpointExplanation> endpoints,
    WriteExplanation writing,
    PolicyExplanation policy,
    List<Lint> warnings,
    Verdict verdict) {

  public ImageExplanation {
    endpoints = List.copyOf(endpoints);
    warnings = List.copyOf(warnings);
  }

  /**
   * How it ends.
   *
   * @param reason in a sentence
   */
  public record Verdict(Outcome outcome, String reason) {}

  /** The places that are asked, in order, until one has the image. */
  public List<EndpointExplanation> asked() {
    return verdict.outcome() == Outcome.ALLOWED
        ? endpoints.stream()
            .filter(endpoint -> endpoint.state() == EndpointExplanation.State.ASKED)
            .toList()
        : List.of();
  }

  /** The first place that is asked. */
  public Optional<EndpointExplanation> first() {
    return asked().stream().findFirst();
  }

  /** The same image with other endpoints, as after contacting them. */
  public ImageExplanation with(List<EndpointExplanation> others) {
    return new ImageExplanation(reference, table, others, writing, policy, warnings, verdict);
  }
}
