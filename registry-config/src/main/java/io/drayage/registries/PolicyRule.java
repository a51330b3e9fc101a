package io.drayage.registries;

import java.util.List;

/**
 * The requirements for a group of images; all of them must be fulfilled.
 *
 * @param name how messages name it: {@code "default"}, or the transport and the scope
 * @param requirements at least one
 */
public record PolicyRule(String name, List<PolicyRequirement> requirements) {

  public PolicyRule {
    requirements = List.copyOf(requirements);
    if (requirements.isEmpty()) {
      throw new IllegalArgumentException("a rule without requirements would accept everything");
    }
  }
}
