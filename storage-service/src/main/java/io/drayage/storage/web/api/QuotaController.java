package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.Quota;
import io.drayage.api.storage.QuotaRequest;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.quota.Quota.Limits;
import io.drayage.storage.domain.quota.Quotas;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Quotas of prefixes; administrators set them. */
@RestController
@RequestMapping("/api/v1")
public final class QuotaController {
  private final Quotas quotas;

  public QuotaController(Quotas quotas) {
    this.quotas = quotas;
  }

  /** Lists all quotas with what is used, by prefix. */
  @GetMapping("/quotas")
  io.drayage.api.storage.Quotas listQuotas() {
    Callers.current().requireAdministrator();
    return new io.drayage.api.storage.Quotas(
        quotas.all().stream().map(QuotaController::view).toList());
  }

  /** Tells about one quota; an empty prefix is the whole registry's. */
  @GetMapping("/quota")
  Quota getQuota(@RequestParam String prefix) {
    Callers.current().requireAdministrator();
    return quotas.find(prefix).map(QuotaController::view).orElseThrow(() -> unknown(prefix));
  }

  /** Sets the quota of a prefix. */
  @PutMapping("/quota")
  Quota putQuota(@RequestParam String prefix, @RequestBody QuotaRequest request) {
    Callers.current().requireAdministrator();
    return view(
        quotas.put(
            checked(prefix),
            new Limits(Optional.ofNullable(request.bytes()), Optional.ofNullable(request.tags()))));
  }

  private static String checked(String prefix) {
    try {
      return prefix.isEmpty() ? prefix : new RepositoryPath(prefix).value();
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("prefix", String.valueOf(e.getMessage()));
    }
  }

  @DeleteMapping("/quota")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteQuota(@RequestParam String prefix) {
    Callers.current().requireAdministrator();
    if (!quotas.remove(prefix)) {
      throw unknown(prefix);
    }
  }

  private static ProblemException unknown(String prefix) {
    return new ProblemException(
        ProblemCode.QUOTA_UNKNOWN, "the prefix '%s' has no quota".formatted(prefix));
  }

  private static Quota view(io.drayage.storage.domain.quota.Quota quota) {
    return new Quota(
        quota.prefix(),
        quota.limits().bytes().orElse(null),
        quota.use().bytes(),
        quota.limits().tags().orElse(null),
        quota.use().tags());
  }
}
