package io.drayage.registries.explain;

import io.drayage.image.Reference;
import io.drayage.registries.BlockedRegistry;
import io.drayage.registries.PolicyRequirement;
import io.drayage.registries.PolicyRule;
import io.drayage.registries.PolicyScopes;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistryRule;
import io.drayage.registries.explain.EndpointExplanation.State;
import io.drayage.registries.explain.ImageExplanation.Verdict;
import io.drayage.registries.explain.PolicyExplanation.Decision;
import java.util.List;
import java.util.Optional;

/** Explains one full reference. */
final class ImageExplainer {
  private final HostConfiguration host;
  private final RegistriesConfig config;
  private final EndpointExplainer endpoints;
  private final Warnings warnings;
  private final Tables tables;

  ImageExplainer(HostConfiguration host, Overrides overrides) {
    this.host = host;
    this.config = host.registries();
    this.endpoints = new EndpointExplainer(host, overrides);
    this.warnings = new Warnings(config);
    this.tables = new Tables(config);
  }

  ImageExplanation explain(Reference reference) {
    TableMatch table = tables.match(reference.repository());
    List<EndpointExplanation> places = endpoints.explain(reference, table.winner());
    PolicyExplanation policy = policy(reference);
    RegistryRule direct = config.registryFor(reference.repository());
    return new ImageExplanation(
        reference,
        table,
        places,
        new WriteExplanation(
            endpoints.mode(direct.insecure()), direct.blocked().map(BlockedRegistry::message)),
        policy,
        warnings.of(reference, table),
        verdict(reference, places, policy));
  }

  private PolicyExplanation policy(Reference reference) {
    PolicyRule rule = host.policy().rule("docker", PolicyScopes.of(reference));
    List<String> types = rule.requirements().stream().map(PolicyRequirement::type).toList();
    boolean rejects =
        rule.requirements().stream().anyMatch(PolicyRequirement.Reject.class::isInstance);
    boolean accepts =
        rule.requirements().stream()
            .allMatch(PolicyRequirement.InsecureAcceptAnything.class::isInstance);
    Decision decision =
        rejects ? Decision.REJECTED : accepts ? Decision.ACCEPTED : Decision.SIGNATURES_NEEDED;
    return new PolicyExplanation(host.policy().source(), rule.name(), decision, types);
  }

  private Verdict verdict(
      Reference reference, List<EndpointExplanation> places, PolicyExplanation policy) {
    Optional<String> failure = failure(reference, places);
    if (failure.isPresent()) {
      return new Verdict(Outcome.UNRESOLVED, failure.get());
    }
    if (policy.decision() == Decision.REJECTED) {
      return new Verdict(
          Outcome.REJECTED, "%s rejects it by %s".formatted(policy.source(), policy.rule()));
    }
    List<EndpointExplanation> asked =
        places.stream().filter(place -> place.state() == State.ASKED).toList();
    if (asked.isEmpty()) {
      return new Verdict(Outcome.BLOCKED, places.getLast().reason());
    }
    String first = asked.getFirst().place().reference().map(Reference::toString).orElseThrow();
    return new Verdict(
        Outcome.ALLOWED,
        asked.size() == 1
            ? "it is read from " + first
            : "%d places are asked in order, first %s".formatted(asked.size(), first));
  }

  /** What makes the whole resolution fail, as it does when the image is read. */
  private Optional<String> failure(Reference reference, List<EndpointExplanation> places) {
    try {
      if (config.resolve(reference).endpoints().isEmpty()) {
        throw new IllegalStateException("a resolution has at least the registry itself");
      }
    } catch (RegistriesConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return places.stream()
        .filter(place -> place.state() == State.INVALID)
        .map(EndpointExplanation::reason)
        .findFirst();
  }
}
