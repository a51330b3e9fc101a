package io.drayage.copy;

import io.drayage.copy.CopyStep.PutManifest;
import io.drayage.copy.CopyStep.PutTag;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.image.Digest;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.transport.AttachedManifest;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Gathers, plans and executes, for one image at each call. */
final class ImageCopier implements Copier {
  private final RunMemory memory;
  private final RunMemory planned;
  private final PlanClaims claims = new PlanClaims();
  private final SourceApproval approval;
  private final ProgressListener listener;

  ImageCopier(CopyMemory beyond, SourceApproval approval, ProgressListener listener) {
    this.memory = new RunMemory(beyond);
    this.planned = new RunMemory(CopyMemory.of(new ReadOnly(beyond.locations())));
    this.approval = approval;
    this.listener = listener;
  }

  @Override
  public CopyResult copy(CopyRequest request) throws IOException {
    listener.on(new ProgressEvent.ImageStarted(request));
    try {
      CopyResult result = gatherAndExecute(request);
      listener.on(new ProgressEvent.ImageDone(request, result));
      return result;
    } catch (IOException e) {
      listener.on(new ProgressEvent.ImageFailed(request, e));
      throw e;
    } catch (InterruptedException e) {
      InterruptedIOException cancelled = cancelled(request, e);
      listener.on(new ProgressEvent.ImageFailed(request, cancelled));
      throw cancelled;
    }
  }

  private CopyResult gatherAndExecute(CopyRequest request)
      throws IOException, InterruptedException {
    ImageApproval approved = approve(request);
    try (ImageSource source = openSource(request);
        ImageDestination destination = openDestination(request)) {
      try {
        return gatherAndExecute(request, source, destination, approved);
      } catch (CopyException e) {
        Optional<CopyRequest> other = FormatFallback.after(e, request, source, destination);
        if (other.isEmpty()) {
          throw e;
        }
        return again(other.get(), approved, e);
      }
    }
  }

  private CopyResult again(CopyRequest other, ImageApproval approved, CopyException first)
      throws IOException, InterruptedException {
    try (ImageSource source = openSource(other);
        ImageDestination destination = openDestination(other)) {
      return gatherAndExecute(other, source, destination, approved);
    } catch (IOException second) {
      first.addSuppressed(second);
      throw first;
    }
  }

  /** What goes under one of cosign's tags does so in its turn, and is merged with what is there. */
  private CopyResult gatherAndExecute(
      CopyRequest request, ImageSource source, ImageDestination destination, ImageApproval approved)
      throws IOException, InterruptedException {
    if (destination.as(AttachedManifest.class).isEmpty()) {
      return gatherAndExecuteAlone(request, source, destination, approved);
    }
    ReentrantLock turn = memory.turn(destination.location());
    turn.lockInterruptibly();
    try {
      return gatherAndExecuteAlone(request, new AttachmentSource(source), destination, approved);
    } finally {
      turn.unlock();
    }
  }

  private CopyResult gatherAndExecuteAlone(
      CopyRequest request, ImageSource source, ImageDestination destination, ImageApproval approved)
      throws IOException, InterruptedException {
    GatheredFacts facts =
        new Gathering(
                request,
                source,
                destination,
                memory,
                new SignatureSurvey(request, source, destination, approved))
            .gather();
    CopyPlan plan = CopyPlanner.plan(facts);
    listener.on(new ProgressEvent.ImagePlanned(request, plan));
    BlobDelivery delivery = new BlobDelivery(request, source, destination, memory, listener);
    ManifestAssembly assembly = new ManifestAssembly(facts, source, destination, delivery);
    ReferrerCopy referrers =
        new ReferrerCopy(facts, source, destination, memory, this::copyReferrer);
    return new CopyExecution(plan, delivery, assembly, referrers, memory, listener).run();
  }

  /** The trust policy speaks of images, not of what refers to them. */
  private CopyResult copyReferrer(
      CopyRequest request, ImageSource source, ImageDestination destination)
      throws IOException, InterruptedException {
    return gatherAndExecute(request, source, destination, ImageApproval.GRANTED);
  }

  @Override
  public CopyPlan plan(CopyRequest request) throws IOException {
    ImageApproval approved = approve(request);
    try (ImageSource source = openSource(request);
        ImageDestination destination = openDestination(request)) {
      CopyPlan plan =
          CopyPlanner.plan(
              new Gathering(
                      request,
                      source,
                      destination,
                      planned,
                      new SignatureSurvey(request, source, destination, approved))
                  .gather());
      RepositoryName repository = Repositories.of(destination);
      CopyPlan claimed = claims.claim(plan, destination);
      if (repository != null) {
        remember(claimed, repository);
      }
      return claimed;
    } catch (InterruptedException e) {
      throw cancelled(request, e);
    }
  }

  private void remember(CopyPlan plan, RepositoryName repository) {
    for (CopyStep step : plan.steps()) {
      switch (step) {
        case TransferBlob(var blob, LayerChange.None _) ->
            planned.sawBlob(repository, blob.digest());
        case CopyStep.MountBlob(var blob, _) -> planned.sawBlob(repository, blob.digest());
        case PutManifest(var manifest, var form) -> {
          if (form.equals(manifest.mediaType())) {
            planned.sawManifest(repository, manifest.digest());
          }
        }
        case CopyStep.PutSignatures _, PutTag _, TransferBlob _, CopyStep.SkipBlob _ -> {}
      }
    }
  }

  private ImageApproval approve(CopyRequest request) throws IOException {
    return new Sides(request)
        .at(
            Side.SOURCE,
            "asking the trust policy about the image",
            () -> approval.approve(request.source().location()));
  }

  private static ImageSource openSource(CopyRequest request) throws IOException {
    CopyEnd end = request.source();
    return new Sides(request)
        .at(Side.SOURCE, "opening", () -> end.location().openSource(end.context()));
  }

  private static ImageDestination openDestination(CopyRequest request) throws IOException {
    CopyEnd end = request.destination();
    return new Sides(request)
        .at(Side.DESTINATION, "opening", () -> end.location().openDestination(end.context()));
  }

  private static InterruptedIOException cancelled(CopyRequest request, InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException cancelled =
        new InterruptedIOException("copying %s was cancelled".formatted(request));
    cancelled.initCause(e);
    return cancelled;
  }

  /** What planning looks at but never writes to. */
  private record ReadOnly(BlobLocations locations) implements BlobLocations {
    @Override
    public List<RepositoryName> repositoriesWith(RegistryHost registry, Digest blob) {
      return locations.repositoriesWith(registry, blob);
    }

    @Override
    public void add(RepositoryName repository, Digest blob) {}

    @Override
    public void remove(RepositoryName repository, Digest blob) {}
  }
}
