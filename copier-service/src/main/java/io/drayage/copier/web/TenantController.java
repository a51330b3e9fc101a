package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.TenantPage;
import io.drayage.api.copier.TenantResource;
import io.drayage.api.copier.TenantSpec;
import io.drayage.copier.domain.tenant.StoredTenant;
import io.drayage.copier.domain.tenant.TenantRules;
import io.drayage.copier.domain.tenant.Tenants;
import io.drayage.service.access.Callers;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tenants: who may copy what to where, and how much. */
@RestController
@RequestMapping("/api/v1/tenants")
public final class TenantController {
  private final Tenants tenants;

  public TenantController(Tenants tenants) {
    this.tenants = tenants;
  }

  @GetMapping
  @Needs(Role.READER)
  TenantPage listTenants(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<TenantResource> found =
        tenants.list(after == null ? "" : after, most).stream()
            .map(TenantController::view)
            .toList();
    return new TenantPage(found, found.size() < most ? null : found.getLast().name());
  }

  /** A tenant; one of a tenant can look at his own. */
  @GetMapping("/{name}")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  TenantResource getTenant(@PathVariable String name) {
    boolean visible = Callers.current().tenant().map(name::equals).orElse(true);
    return tenants
        .find(name)
        .filter(_ -> visible)
        .map(TenantController::view)
        .orElseThrow(() -> unknown(name));
  }

  /** Describes a tenant, or changes that. */
  @PutMapping("/{name}")
  @Needs(Role.ADMIN)
  TenantResource putTenant(@PathVariable String name, @RequestBody TenantSpec spec) {
    TenantRules.checkName(name);
    TenantRules.of(spec);
    return view(tenants.put(name, spec));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Role.ADMIN)
  void deleteTenant(@PathVariable String name) {
    if (!tenants.remove(name)) {
      throw unknown(name);
    }
  }

  private static TenantResource view(StoredTenant tenant) {
    return new TenantResource(
        tenant.name(), tenant.version(), tenant.spec(), tenant.createdAt(), tenant.changedAt());
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemCode.TENANT_UNKNOWN, "there is no tenant \"%s\"".formatted(name));
  }
}
