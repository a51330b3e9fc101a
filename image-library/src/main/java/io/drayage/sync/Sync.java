package io.drayage.sync;

import io.drayage.copy.Copier;
import io.drayage.copy.CopyOptions;
import io.drayage.transport.Transports;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Brings many images to a destination and keeps them there up to date: plan, then preview or run.
 * An image whose destination has the same digest is left alone, whatever the destination is; a
 * {@code dir:} folder or a tag that holds another image is replaced atomically. Immutable; the
 * methods block, and interrupting the thread cancels what is under way.
 */
public final class Sync {
  /** Says of what kind the destination is; its name is not looked at. */
  private static final SyncDestination ANY_REGISTRY =
      new SyncDestination(SyncDestination.Kind.DOCKER, "registry.invalid");

  private final Copier copier;
  private final Transports transports;
  private final SyncContexts contexts;
  private final SyncListener listener;
  private final InstantSource clock;

  /**
   * Makes a run possible.
   *
   * @param copier is shared by all images, so that each blob goes to a registry once
   * @param transports must know {@code docker}, {@code dir} and {@code oci}
   */
  public Sync(
      Copier copier,
      Transports transports,
      SyncContexts contexts,
      SyncListener listener,
      InstantSource clock) {
    this.copier = Objects.requireNonNull(copier);
    this.transports = Objects.requireNonNull(transports);
    this.contexts = Objects.requireNonNull(contexts);
    this.listener = Objects.requireNonNull(listener);
    this.clock = Objects.requireNonNull(clock);
  }

  /**
   * Finds out which image goes where: one tag list for each repository whose tags are chosen, none
   * for explicit ones. An entry that is wrong becomes a problem of the plan.
   *
   * @throws SyncRefusedException when two images would get the same name, or there is none at all
   * @throws IOException when the only source cannot be read
   */
  public SyncPlan plan(SyncRequest request) throws IOException, InterruptedException {
    SyncPlan plan = new SyncPlanner(request, transports, contexts, listener).plan();
    listener.on(new SyncEvent.PlanMade(plan));
    return plan;
  }

  /**
   * Finds the images that a source means, for somebody who names their places at a registry by a
   * rule of his own.
   *
   * @throws SyncRefusedException when there is none at all
   * @throws IOException when the only source cannot be read
   */
  public SyncSelection select(SyncSource source, CopyOptions options)
      throws IOException, InterruptedException {
    var request = new SyncRequest(source, ANY_REGISTRY, SyncNaming.BASE_NAMES, options);
    return new SyncPlanner(request, transports, contexts, listener).select();
  }

  /** Finds out what {@link #run} would do, and does not do it. */
  public SyncPreview preview(SyncPlan plan, SyncOptions options) throws InterruptedException {
    return new PreviewRun(copier, listener).preview(plan, options);
  }

  /** Copies the images of a plan, several at a time. */
  public SyncResult run(SyncPlan plan, SyncOptions options) throws InterruptedException {
    return new SyncRun(copier, listener, clock).run(plan, options);
  }
}
