package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tenants, in the order of their names.
 *
 * @param next what to give as {@code after} for the next page; absent on the last one
 */
public record TenantPage(List<TenantResource> tenants, @Nullable String next) {
  public TenantPage {
    tenants = List.copyOf(tenants);
  }
}
