package io.drayage.copier.engine;

import io.drayage.copier.domain.event.ProgressNotes;
import io.drayage.copier.domain.run.Engine;
import io.drayage.copier.domain.run.RegistryTags;
import io.drayage.copy.Copier;
import io.drayage.sync.Sync;
import io.drayage.sync.SyncContexts;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TransportContext;
import java.util.Optional;

/** What the parts of one run share on this replica. */
final class RunEngine {
  private final Sync sync;
  private final Copier copier;
  private final Sides sides;
  private final Optional<ProgressNotes> progress;
  private int users;

  /** Both ways of a copy. */
  record Sides(TransportContext from, TransportContext to, DirectTags tags)
      implements SyncContexts, AutoCloseable {
    @Override
    public TransportContext source(RegistryOptions entry) {
      return from;
    }

    @Override
    public TransportContext destination() {
      return to;
    }

    @Override
    public void close() {
      from.registries().close();
      to.registries().close();
      tags.close();
    }
  }

  RunEngine(Sync sync, Copier copier, Sides sides, Optional<ProgressNotes> progress) {
    this.sync = sync;
    this.copier = copier;
    this.sides = sides;
    this.progress = progress;
  }

  /** Called with the lock of {@link RunEngines}. */
  void enter() {
    users++;
  }

  /** Called with the lock of {@link RunEngines}; whether that was the last one. */
  boolean leave() {
    users--;
    return users == 0;
  }

  void close() {
    progress.ifPresent(ProgressNotes::close);
    sides.close();
  }

  /** A share of it. */
  Engine share(Runnable leave) {
    return new Engine() {
      @Override
      public Sync sync() {
        return sync;
      }

      @Override
      public Copier copier() {
        return copier;
      }

      @Override
      public TransportContext destination() {
        return sides.destination();
      }

      @Override
      public RegistryTags tags() {
        return sides.tags();
      }

      @Override
      public void close() {
        leave.run();
      }
    };
  }
}
