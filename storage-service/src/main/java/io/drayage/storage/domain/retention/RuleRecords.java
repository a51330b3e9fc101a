package io.drayage.storage.domain.retention;

import java.util.List;
import java.util.Optional;

/** Keeps the rules of retention. */
public interface RuleRecords {
  /** The most rules that there can be. */
  int MAXIMUM = 200;

  /** All of them, by name. */
  List<RetentionRule> all();

  Optional<RetentionRule> find(String name);

  /** Adds a rule or replaces the one of that name. */
  void put(RetentionRule rule);

  /** Removes a rule; false when there is none. */
  boolean remove(String name);
}
