package io.drayage.copier.domain.tenant;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.SyncSpec;
import io.drayage.api.copier.TenantSpec;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.service.access.ApiToken.Grant;
import io.drayage.service.access.Caller;
import io.drayage.service.access.Callers;
import io.drayage.service.access.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose a sync is, and what holds for it. A sync is a tenant's by its name, {@code TENANT.NAME},
 * whoever defines or runs it. Thread-safe.
 */
public final class Tenancy {
  private static final Duration DAY = Duration.ofHours(24);
  private static final int PAGE = 200;

  private final Tenants tenants;
  private final InstantSource clock;

  public Tenancy(Tenants tenants, InstantSource clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Whether the caller of this request may see and change what is of a sync. */
  public static boolean isVisible(String sync) {
    return Callers.current().tenant().map(tenant -> sync.startsWith(tenant + ".")).orElse(true);
  }

  /**
   * Refuses to define a sync that is not within what its tenant may do.
   *
   * @param known whether there is a sync of this name
   * @throws ProblemException that names the field that is wrong
   */
  public void checkDefinition(String sync, SyncSpec spec, Known known) {
    Caller caller = Callers.current();
    if (!isVisible(sync)) {
      throw ProblemException.invalid(
          "name",
          "must begin with \"%s.\": %s defines syncs of this tenant alone"
              .formatted(caller.tenant().orElseThrow(), caller.name()));
    }
    Optional<StoredTenant> owner = ownerOf(sync);
    if (owner.isEmpty()) {
      if (caller.tenant().isPresent()) {
        throw ProblemException.invalid(
            "name", "is of tenant %s, which there is not".formatted(caller.tenant().get()));
      }
      return;
    }
    StoredTenant tenant = owner.get();
    TenantRules.of(tenant.spec()).check(tenant.name(), SyncRules.of(spec));
    TenantSpec.@Nullable Quota quota = tenant.spec().quota();
    if (known == Known.NO
        && quota != null
        && quota.syncs() != null
        && tenants.syncs(tenant.name()) >= quota.syncs()) {
      throw exceeded(tenant, "it has %d syncs, which is its limit".formatted(quota.syncs()));
    }
  }

  /** Whether something is there already. */
  public enum Known {
    YES,
    NO
  }

  /**
   * Refuses to run a sync that is not within what its tenant may do now, or beyond its quota.
   *
   * @throws ProblemException that says which
   */
  public void checkRun(String sync, SyncSpec spec) {
    Optional<StoredTenant> owner = ownerOf(sync);
    if (owner.isEmpty()) {
      return;
    }
    StoredTenant tenant = owner.get();
    TenantRules.of(tenant.spec()).check(tenant.name(), SyncRules.of(spec));
    TenantSpec.@Nullable Quota quota = tenant.spec().quota();
    if (quota == null || (quota.runsPerDay() == null && quota.bytesPerDay() == null)) {
      return;
    }
    Tenants.Usage usage = tenants.usage(tenant.name(), clock.instant().minus(DAY));
    if (quota.runsPerDay() != null && usage.runs() >= quota.runsPerDay()) {
      throw exceeded(
          tenant,
          "%d runs were asked for within 24 hours, which is its limit".formatted(usage.runs()));
    }
    if (quota.bytesPerDay() != null && usage.bytes() >= quota.bytesPerDay()) {
      throw exceeded(
          tenant,
          "its runs have moved %d bytes within 24 hours, its limit is %d"
              .formatted(usage.bytes(), quota.bytesPerDay()));
    }
  }

  private static ProblemException exceeded(StoredTenant tenant, String why) {
    return new ProblemException(
        ProblemCode.QUOTA_EXCEEDED, "tenant %s: %s".formatted(tenant.name(), why));
  }

  private Optional<StoredTenant> ownerOf(String sync) {
    int dot = sync.indexOf('.');
    return dot < 0 ? Optional.empty() : tenants.find(sync.substring(0, dot));
  }

  /** What the groups of somebody make him: a member of the one tenant that has one of them. */
  public Optional<Grant> grant(Set<String> groups) {
    List<Grant> grants = new ArrayList<>();
    List<StoredTenant> page = tenants.list("", PAGE);
    while (!page.isEmpty()) {
      for (StoredTenant tenant : page) {
        roleIn(tenant, groups)
            .ifPresent(role -> grants.add(new Grant(role, Optional.of(tenant.name()))));
      }
      page = tenants.list(page.getLast().name(), PAGE);
    }
    if (grants.size() > 1) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "your groups are of more than one tenant (%s), so that it is not clear for which you come; use a token of one of them"
              .formatted(
                  String.join(", ", grants.stream().flatMap(g -> g.tenant().stream()).toList())));
    }
    return grants.stream().findFirst();
  }

  private static Optional<Role> roleIn(StoredTenant tenant, Set<String> groups) {
    return tenant.spec().members().stream()
        .filter(member -> member.group() != null && groups.contains(member.group()))
        .flatMap(member -> Role.ofLabel(String.valueOf(member.role())).stream())
        .max(Role::compareTo);
  }
}
