package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.PolicyExplanation;
import io.drayage.api.copier.PolicyPage;
import io.drayage.api.copier.PolicyResource;
import io.drayage.api.copier.PolicySpec;
import io.drayage.api.copier.PolicyVersion;
import io.drayage.copier.domain.policy.Policies;
import io.drayage.copier.domain.policy.PolicyReading;
import io.drayage.copier.domain.policy.StoredPolicy;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Policies: where images are pulled from and which are trusted. */
@RestController
@RequestMapping("/api/v1/policies")
public final class PolicyController {
  private final Policies policies;
  private final PolicyReading reading;

  public PolicyController(Policies policies, PolicyReading reading) {
    this.policies = policies;
    this.reading = reading;
  }

  @GetMapping
  @Needs(Role.READER)
  PolicyPage listPolicies(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<PolicyResource> found =
        policies.list(after == null ? "" : after, most).stream()
            .map(PolicyController::view)
            .toList();
    return new PolicyPage(found, found.size() < most ? null : found.getLast().name());
  }

  @GetMapping("/{name}")
  @Needs(Role.READER)
  PolicyResource getPolicy(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
    return view(find(name, version));
  }

  /** Defines a policy, or makes a new version of it; syncs follow it from their next run on. */
  @PutMapping("/{name}")
  @Needs(Role.ADMIN)
  PolicyResource putPolicy(@PathVariable String name, @RequestBody PolicySpec spec) {
    Names.require(name);
    reading.check(spec);
    return view(policies.put(name, spec));
  }

  @DeleteMapping("/{name}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deletePolicy(@PathVariable String name) {
    find(name, null);
    List<String> users = policies.remove(name);
    if (!users.isEmpty()) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "the policy \"%s\" is needed by %s; change them first"
              .formatted(name, String.join(", ", users)));
    }
  }

  /** The versions of a policy, the latest first. */
  @GetMapping("/{name}/versions")
  @Needs(Role.READER)
  PolicyPage listVersions(
      @PathVariable String name, @RequestParam(required = false) @Nullable Integer limit) {
    find(name, null);
    return new PolicyPage(
        policies.versions(name, ListParameters.limit(limit)).stream()
            .map(PolicyController::view)
            .toList(),
        null);
  }

  /** Makes a new version with the texts of an old one. */
  @PostMapping("/{name}/rollback")
  @Needs(Role.ADMIN)
  PolicyResource rollBack(@PathVariable String name, @RequestParam int version) {
    return view(policies.put(name, find(name, version).spec()));
  }

  /** Where an image would be pulled from, and what is asked of it; contacts nobody. */
  @GetMapping("/{name}/explain")
  @Needs(Role.READER)
  PolicyExplanation explain(
      @PathVariable String name,
      @RequestParam String reference,
      @RequestParam(required = false) @Nullable Integer version) {
    return reading.explain(find(name, version), reference);
  }

  private StoredPolicy find(String name, @Nullable Integer version) {
    Optional<StoredPolicy> found =
        version == null ? policies.find(name) : policies.find(new PolicyVersion(name, version));
    return found.orElseThrow(
        () ->
            new ProblemException(
                ProblemCode.POLICY_UNKNOWN,
                version == null
                    ? "there is no policy \"%s\"".formatted(name)
                    : "the policy \"%s\" has no version %d".formatted(name, version)));
  }

  private static PolicyResource view(StoredPolicy policy) {
    return new PolicyResource(
        policy.identity().name(), policy.identity().version(), policy.spec(), policy.createdAt());
  }
}
