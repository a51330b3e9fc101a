package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may do. Its syncs are those with names that begin with its own and a dot.
 *
 * @param prefixes where its syncs may write: {@code HOST/PATH}, with everything below
 * @param upstreams what its syncs may read: {@code HOST} or {@code HOST/PATH}, with everything
 *     below
 * @param quota no limits when absent
 * @param members whose groups, at an OpenID provider, belong to it
 */
public record TenantSpec(
    List<String> prefixes, List<String> upstreams, @Nullable Quota quota, List<Member> members) {
  public TenantSpec {
    prefixes = prefixes == null ? List.of() : List.copyOf(prefixes);
    upstreams = upstreams == null ? List.of() : List.copyOf(upstreams);
    members = members == null ? List.of() : List.copyOf(members);
  }

  /**
   * The most that a tenant may have or use; what is absent has no limit.
   *
   * @param syncs how many syncs it may have
   * @param runsPerDay how many runs may begin within 24 hours
   * @param bytesPerDay no run begins when those of the last 24 hours have moved so many bytes
   */
  public record Quota(
      @Nullable Integer syncs, @Nullable Integer runsPerDay, @Nullable Long bytesPerDay) {}

  /**
   * Who belongs to a tenant.
   *
   * @param group {@code PROVIDER:GROUP}
   * @param role {@code reader} or {@code operator}
   */
  public record Member(@Nullable String group, @Nullable String role) {}
}
