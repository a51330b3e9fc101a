package io.drayage.copier.web;

import io.drayage.api.copier.RegistryResource;
import io.drayage.api.copier.RunResource;
import io.drayage.api.copier.SyncResource;
import io.drayage.api.copier.TransferResource;
import io.drayage.copier.domain.registry.StoredRegistry;
import io.drayage.copier.domain.run.Counts;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Transfer;
import io.drayage.copier.domain.schedule.Timing;
import io.drayage.copier.domain.sync.StoredSync;
import java.util.Locale;

/** What of the domain is shown. */
final class Views {
  private Views() {}

  static SyncResource of(StoredSync sync, Timing timing) {
    return new SyncResource(
        sync.name(),
        sync.version(),
        sync.spec(),
        sync.createdAt(),
        sync.changedAt(),
        timing.next().orElse(null),
        timing
            .skipped()
            .map(skip -> new SyncResource.Skipped(skip.at(), skip.run(), timing.skips()))
            .orElse(null));
  }

  static RegistryResource of(StoredRegistry registry) {
    return new RegistryResource(
        registry.host().value(),
        registry.version(),
        registry.spec().withoutSecrets(),
        registry.createdAt(),
        registry.changedAt());
  }

  static RunResource of(Run run) {
    return new RunResource(
        run.id(),
        run.sync(),
        run.syncVersion(),
        label(run.origin().cause()),
        run.origin().requestedBy(),
        label(run.state()),
        label(run.progress().wish()),
        run.origin().priority(),
        run.times().createdAt(),
        run.times().startedAt().orElse(null),
        run.times().endedAt().orElse(null),
        of(run.counts()),
        run.failure().orElse(null),
        run.extent().policy().orElse(null));
  }

  private static RunResource.Counts of(Counts counts) {
    return new RunResource.Counts(
        counts.images(),
        counts.unchanged(),
        counts.pending(),
        counts.running(),
        counts.copied(),
        counts.deleted(),
        counts.failed(),
        counts.skipped(),
        counts.bytesPlanned(),
        counts.bytesMoved(),
        counts.requestsPlanned());
  }

  static TransferResource of(Transfer transfer) {
    return new TransferResource(
        transfer.id(),
        transfer.source(),
        transfer.destination(),
        label(transfer.action()),
        label(transfer.state()),
        transfer.sourceDigest().orElse(null),
        transfer.digest().orElse(null),
        transfer.effort().bytes(),
        transfer.moved(),
        transfer.attempts(),
        transfer.startedAt().orElse(null),
        transfer.endedAt().orElse(null),
        transfer.reason().orElse(null));
  }

  static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
