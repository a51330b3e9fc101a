package io.drayage.sync;

import io.drayage.copy.Copier;
import io.drayage.copy.CopyCounts;
import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import io.drayage.copy.CopyStep;
import io.drayage.copy.LayerChange;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Copies by taking note; it can be told to fail, to wait, and what is there already. */
final class FakeCopier implements Copier {
  /** Called in the middle of every copy. */
  interface Hook {
    void copying(CopyRequest request) throws IOException;
  }

  final Set<String> copied = ConcurrentHashMap.newKeySet();
  final Set<String> there = ConcurrentHashMap.newKeySet();
  final AtomicInteger underWay = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  Hook hook = request -> {};

  @Override
  public CopyResult copy(CopyRequest request) throws IOException {
    mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      hook.copying(request);
      copied.add(request.source().toString());
      boolean unchanged = there.contains(request.destination().toString());
      return new CopyResult(
          request,
          digest(request),
          digest(request),
          unchanged ? CopyResult.Outcome.UNCHANGED : CopyResult.Outcome.COPIED,
          unchanged ? CopyCounts.NONE : new CopyCounts(1, 2, 3, 100, 1));
    } finally {
      underWay.decrementAndGet();
    }
  }

  @Override
  public CopyPlan plan(CopyRequest request) throws IOException {
    hook.copying(request);
    Descriptor blob = new Descriptor(MediaType.OCI_LAYER_GZIP, digest(request), 50);
    return new CopyPlan(
        request,
        digest(request),
        there.contains(request.destination().toString())
            ? List.of()
            : List.of(
                new CopyStep.SkipBlob(blob),
                new CopyStep.TransferBlob(blob, new LayerChange.None()),
                new CopyStep.PutTag(blob, MediaType.OCI_MANIFEST)));
  }

  static Digest digest(CopyRequest request) {
    return Digest.of(request.source().toString().getBytes(StandardCharsets.UTF_8));
  }
}
