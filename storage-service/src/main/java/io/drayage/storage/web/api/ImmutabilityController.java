package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.ImmutabilityRequest;
import io.drayage.api.storage.ImmutabilityRule;
import io.drayage.api.storage.ImmutabilityRules;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.tag.ImmutabilityRecords;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rules of immutability; administrators make them. */
@RestController
@RequestMapping("/api/v1/immutability-rules")
public final class ImmutabilityController {
  private final ImmutabilityRecords records;

  public ImmutabilityController(ImmutabilityRecords records) {
    this.records = records;
  }

  @GetMapping
  ImmutabilityRules listImmutabilityRules() {
    Callers.current().requireAdministrator();
    return new ImmutabilityRules(
        records.all().list().stream().map(ImmutabilityController::view).toList());
  }

  @GetMapping("/{name}")
  ImmutabilityRule getImmutabilityRule(@PathVariable String name) {
    Callers.current().requireAdministrator();
    return records.find(name).map(ImmutabilityController::view).orElseThrow(() -> unknown(name));
  }

  /** Adds a rule, or replaces the one of that name. */
  @PutMapping("/{name}")
  ImmutabilityRule putImmutabilityRule(
      @PathVariable String name, @RequestBody ImmutabilityRequest request) {
    Callers.current().requireAdministrator();
    var rule =
        new io.drayage.storage.domain.tag.ImmutabilityRule(
            Patterns.name(name),
            Patterns.read("repositories", request.repositories()),
            Patterns.read("tags", request.tags()));
    records.put(rule);
    return view(rule);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteImmutabilityRule(@PathVariable String name) {
    Callers.current().requireAdministrator();
    if (!records.remove(name)) {
      throw unknown(name);
    }
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemCode.RULE_UNKNOWN, "there is no immutability rule %s".formatted(name));
  }

  private static ImmutabilityRule view(io.drayage.storage.domain.tag.ImmutabilityRule rule) {
    return new ImmutabilityRule(
        rule.name(), rule.repositories().toString(), rule.tags().toString());
  }
}
