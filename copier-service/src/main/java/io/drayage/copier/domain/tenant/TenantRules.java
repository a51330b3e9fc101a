package io.drayage.copier.domain.tenant;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.TenantSpec;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RepositoryName;
import io.drayage.service.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a tenant's syncs may read and write: a specification that was read. Immutable. */
public final class TenantRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
  private static final Pattern GROUP = Pattern.compile("[a-z0-9-]{1,32}:\\S{1,200}");

  private final List<NamePrefix> prefixes;
  private final List<NamePrefix> upstreams;

  private TenantRules(List<NamePrefix> prefixes, List<NamePrefix> upstreams) {
    this.prefixes = prefixes;
    this.upstreams = upstreams;
  }

  /** Refuses what is no name of a tenant: it has no dots, since one ends it in names of syncs. */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "name", "must be 1 to 32 lower-case letters, digits and dashes, without dots");
    }
  }

  /**
   * Reads a specification.
   *
   * @throws ProblemException that names the field that is wrong
   */
  public static TenantRules of(TenantSpec spec) {
    List<NamePrefix> prefixes = read(spec.prefixes(), "prefixes");
    for (int i = 0; i < prefixes.size(); i++) {
      if (prefixes.get(i).text().indexOf('/') < 0) {
        throw ProblemException.invalid(
            "prefixes[%d]".formatted(i),
            "is a whole registry; write HOST/PATH, which is what the tenant alone writes to");
      }
    }
    checkQuota(spec.quota());
    for (int i = 0; i < spec.members().size(); i++) {
      check(spec.members().get(i), "members[%d]".formatted(i));
    }
    return new TenantRules(prefixes, read(spec.upstreams(), "upstreams"));
  }

  private static List<NamePrefix> read(List<String> texts, String field) {
    if (texts.isEmpty()) {
      throw ProblemException.invalid(field, "is missing: name at least one");
    }
    List<NamePrefix> read = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        read.add(NamePrefix.parse(texts.get(i)));
      } catch (InvalidFormatException e) {
        throw ProblemException.invalid(
            "%s[%d]".formatted(field, i), String.valueOf(e.getMessage()));
      }
    }
    return read;
  }

  private static void checkQuota(TenantSpec.@org.jspecify.annotations.Nullable Quota quota) {
    if (quota == null) {
      return;
    }
    if (quota.syncs() != null && quota.syncs() < 0) {
      throw ProblemException.invalid("quota.syncs", "must not be negative");
    }
    if (quota.runsPerDay() != null && quota.runsPerDay() < 0) {
      throw ProblemException.invalid("quota.runsPerDay", "must not be negative");
    }
    if (quota.bytesPerDay() != null && quota.bytesPerDay() < 0) {
      throw ProblemException.invalid("quota.bytesPerDay", "must not be negative");
    }
  }

  private static void check(TenantSpec.Member member, String field) {
    if (member.group() == null || !GROUP.matcher(member.group()).matches()) {
      throw ProblemException.invalid(
          field + ".group", "must be PROVIDER:GROUP, as a provider of the settings is called");
    }
    boolean known =
        member.role() != null
            && Role.ofLabel(member.role()).filter(role -> role != Role.ADMIN).isPresent();
    if (!known) {
      throw ProblemException.invalid(
          new FieldProblem(
              field + ".role",
              "must be one of reader, operator",
              List.of(Role.READER.label(), Role.OPERATOR.label())));
    }
  }

  /**
   * Refuses a sync that reads or writes what is not the tenant's.
   *
   * @throws ProblemException that names the field that is wrong
   */
  void check(String tenant, SyncRules sync) {
    for (int i = 0; i < sync.rules().size(); i++) {
      RepositoryName source = sync.rules().get(i).repository();
      if (upstreams.stream().noneMatch(prefix -> prefix.holds(source))) {
        throw ProblemException.invalid(
            new FieldProblem(
                "sources[%d].repository".formatted(i),
                "%s is not among the upstreams of tenant %s".formatted(source, tenant),
                texts(upstreams)));
      }
      RepositoryName destination;
      try {
        destination = sync.destination().placeOf(source);
      } catch (InvalidFormatException e) {
        throw ProblemException.invalid("destination", String.valueOf(e.getMessage()));
      }
      if (prefixes.stream().noneMatch(prefix -> prefix.holds(destination))) {
        throw ProblemException.invalid(
            new FieldProblem(
                "destination",
                "makes %s of %s, which is not below a prefix of tenant %s"
                    .formatted(destination, source, tenant),
                texts(prefixes)));
      }
    }
  }

  private static List<String> texts(List<NamePrefix> prefixes) {
    return prefixes.stream().map(NamePrefix::text).toList();
  }
}
