package io.drayage.api.storage;

import java.util.List;

/** All rules of immutability, by name. */
public record ImmutabilityRules(List<ImmutabilityRule> rules) {
  public ImmutabilityRules {
    rules = List.copyOf(rules);
  }
}
