package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.RegistryPage;
import io.drayage.api.copier.RegistryResource;
import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
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

/** Registries: how they are reached, and as whom. */
@RestController
@RequestMapping("/api/v1/registries")
public final class RegistryController {
  private final RegistryRecords registries;

  public RegistryController(RegistryRecords registries) {
    this.registries = registries;
  }

  @GetMapping
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  RegistryPage listRegistries(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<RegistryResource> found =
        registries.list(after == null ? "" : after, most).stream().map(Views::of).toList();
    return new RegistryPage(found, found.size() < most ? null : found.getLast().name());
  }

  @GetMapping("/{name}")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  RegistryResource getRegistry(@PathVariable String name) {
    return registries.find(host(name)).map(Views::of).orElseThrow(() -> unknown(name));
  }

  /** Describes a registry, or changes that. */
  @PutMapping("/{name}")
  @Needs(Role.ADMIN)
  RegistryResource putRegistry(@PathVariable String name, @RequestBody RegistrySpec spec) {
    RegistryHost host = host(name);
    if (spec.password() != null && spec.username() == null) {
      throw ProblemException.invalid("username", "is missing: there is a password without a user");
    }
    return Views.of(registries.put(host, spec));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Role.ADMIN)
  void deleteRegistry(@PathVariable String name) {
    if (!registries.remove(host(name))) {
      throw unknown(name);
    }
  }

  private static RegistryHost host(String name) {
    try {
      return RegistryHost.parse(name);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("name", String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemCode.REGISTRY_UNKNOWN, "no registry \"%s\" is described here".formatted(name));
  }
}
