package io.drayage.storage.domain.tag;

import java.util.Optional;

/** Keeps the rules of immutability. A push that moves a tag reads them in its transaction. */
public interface ImmutabilityRecords {
  /** The most rules that there can be: each is looked at when a tag is moved. */
  int MAXIMUM = 200;

  /** All of them, by name. */
  ImmutabilityRules all();

  Optional<ImmutabilityRule> find(String name);

  /** Adds a rule or replaces the one of that name; it counts for what begins afterwards. */
  void put(ImmutabilityRule rule);

  /** Removes a rule; false when there is none. */
  boolean remove(String name);
}
