package io.drayage.api.storage;

import java.util.List;

/** All rules of retention, by name. */
public record RetentionRules(List<RetentionRule> rules) {
  public RetentionRules {
    rules = List.copyOf(rules);
  }
}
