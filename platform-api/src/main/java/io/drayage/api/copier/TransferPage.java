package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the transfers of a run, in the order of the plan.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record TransferPage(List<TransferResource> transfers, @Nullable Long next) {
  public TransferPage {
    transfers = List.copyOf(transfers);
  }
}
