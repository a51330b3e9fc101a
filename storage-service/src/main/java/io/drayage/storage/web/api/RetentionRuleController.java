package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.RetentionRule;
import io.drayage.api.storage.RetentionRuleRequest;
import io.drayage.api.storage.RetentionRules;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.retention.RetentionRule.Conditions;
import io.drayage.storage.domain.retention.RetentionRule.Keeping;
import io.drayage.storage.domain.retention.RuleRecords;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rules of retention; administrators make them. */
@RestController
@RequestMapping("/api/v1/retention/rules")
public final class RetentionRuleController {
  private final RuleRecords records;

  public RetentionRuleController(RuleRecords records) {
    this.records = records;
  }

  @GetMapping
  RetentionRules listRetentionRules() {
    Callers.current().requireAdministrator();
    return new RetentionRules(records.all().stream().map(RetentionRuleController::view).toList());
  }

  @GetMapping("/{name}")
  RetentionRule getRetentionRule(@PathVariable String name) {
    Callers.current().requireAdministrator();
    return records.find(name).map(RetentionRuleController::view).orElseThrow(() -> unknown(name));
  }

  /** Adds a rule, or replaces the one of that name. */
  @PutMapping("/{name}")
  RetentionRule putRetentionRule(
      @PathVariable String name, @RequestBody RetentionRuleRequest request) {
    Callers.current().requireAdministrator();
    Conditions conditions =
        new Conditions(
            Optional.ofNullable(request.keepLatest()),
            Optional.ofNullable(request.keepPushedWithin()),
            Optional.ofNullable(request.keepPulledWithin()));
    var rule =
        new io.drayage.storage.domain.retention.RetentionRule(
            Patterns.name(name),
            Patterns.read("repositories", request.repositories()),
            conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Keeping(Patterns.read("tags", request.tags()), conditions)),
            Optional.ofNullable(request.untaggedAfter()));
    records.put(rule);
    return view(rule);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteRetentionRule(@PathVariable String name) {
    Callers.current().requireAdministrator();
    if (!records.remove(name)) {
      throw unknown(name);
    }
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemCode.RULE_UNKNOWN, "there is no retention rule %s".formatted(name));
  }

  private static RetentionRule view(io.drayage.storage.domain.retention.RetentionRule rule) {
    Optional<Conditions> conditions = rule.keeping().map(Keeping::conditions);
    return new RetentionRule(
        rule.name(),
        rule.repositories().toString(),
        rule.keeping().map(keeping -> keeping.tags().toString()).orElse(null),
        conditions.flatMap(Conditions::latest).orElse(null),
        conditions.flatMap(Conditions::pushedWithin).orElse(null),
        conditions.flatMap(Conditions::pulledWithin).orElse(null),
        rule.untaggedAfter().orElse(null));
  }
}
