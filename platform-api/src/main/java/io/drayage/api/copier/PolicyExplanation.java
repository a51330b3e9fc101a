package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy does with an image; nobody was contacted to find out.
 *
 * @param outcome {@code allowed}, {@code blocked}, {@code rejected} or {@code unresolved}
 * @param endpoints the places that it could be pulled from, in the order of asking; the registry
 *     itself is the last
 * @param warnings what does not do what it seems to say
 */
public record PolicyExplanation(
    PolicyVersion policy,
    String reference,
    String outcome,
    String reason,
    List<Endpoint> endpoints,
    @Nullable Trust trust,
    List<String> warnings) {

  /**
   * A place that the image could be pulled from.
   *
   * @param reference what is asked for there; absent when the rewrite fails
   * @param role {@code mirror} or {@code primary}
   * @param state {@code asked}, {@code excluded}, {@code blocked}, {@code left-out} or {@code
   *     invalid}
   * @param origin file, line and column that name it; absent when it is the reference itself
   */
  public record Endpoint(
      @Nullable String reference,
      String role,
      String state,
      String reason,
      @Nullable String origin) {}

  /**
   * What is asked of the image.
   *
   * @param rule the scope that counts, or the default
   * @param decision {@code accepted}, {@code rejected} or {@code signatures-needed}
   * @param requirements all of them must be fulfilled
   */
  public record Trust(String rule, String decision, List<String> requirements) {
    public Trust {
      requirements = List.copyOf(requirements);
    }
  }

  public PolicyExplanation {
    endpoints = List.copyOf(endpoints);
    warnings = List.copyOf(warnings);
  }
}
