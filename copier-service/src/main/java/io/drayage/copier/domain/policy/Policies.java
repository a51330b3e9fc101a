package io.drayage.copier.domain.policy;

import io.drayage.api.copier.PolicySpec;
import io.drayage.api.copier.PolicyVersion;
import java.util.List;
import java.util.Optional;

/**
 * Remembers policies with all their versions. Thread-safe; changes are there when a method returns.
 */
public interface Policies {

  /** The latest version of those behind a name, in the order of names. */
  List<StoredPolicy> list(String after, int limit);

  /** The latest version. */
  Optional<StoredPolicy> find(String name);

  Optional<StoredPolicy> find(PolicyVersion version);

  /** The versions of a policy, the latest first. */
  List<StoredPolicy> versions(String name, int limit);

  /** Defines a policy, or makes a new version of it; the same texts again are no change. */
  StoredPolicy put(String name, PolicySpec spec);

  /**
   * Forgets a policy with all its versions, unless something needs it.
   *
   * @return what needs it; it is forgotten when that is empty
   */
  List<String> remove(String name);
}
