package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of policies by name, or the versions of one, the latest first.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record PolicyPage(List<PolicyResource> policies, @Nullable String next) {
  public PolicyPage {
    policies = List.copyOf(policies);
  }
}
