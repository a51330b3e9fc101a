package io.drayage.api.storage;

import java.util.List;

/** All quotas, by prefix. */
public record Quotas(List<Quota> quotas) {
  public Quotas {
    quotas = List.copyOf(quotas);
  }
}
