package io.drayage.storage.domain;

import java.util.Optional;

/** Something without which the registry cannot work. Thread-safe; answers within seconds. */
public interface Check {
  String name();

  /** What is wrong with it, if anything is. */
  Optional<String> problem();
}
