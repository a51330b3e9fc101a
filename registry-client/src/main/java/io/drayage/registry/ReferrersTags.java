package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageIndex;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.TagReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the index under the referrers tag up to date where the registry does not list referrers
 * itself: OCI Distribution Specification 1.1, "Pushing Manifests with Subject". Entries of others
 * are kept. Within a process, writers for one subject take turns, and one writes for all that wait.
 * The protocol has no conditional put; whoever finds after its own that another process has put the
 * tag meanwhile reads it and adds again. What is left is the moment between another's reading and
 * its put, after ours was checked.
 */
final class ReferrersTags {
  private static final int ATTEMPTS = 5;

  private final Manifests manifests;
  private final ConcurrentHashMap<DigestReference, Queue> queues = new ConcurrentHashMap<>();

  /** Who wants to add to one index. */
  private static final class Queue {
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Digest, Descriptor> waiting = new LinkedHashMap<>();
    private int users;

    synchronized void add(List<Descriptor> referrers) {
      referrers.forEach(referrer -> waiting.put(referrer.digest(), referrer));
    }

    synchronized List<Descriptor> take() {
      List<Descriptor> taken = List.copyOf(waiting.values());
      waiting.clear();
      return taken;
    }
  }

  ReferrersTags(Manifests manifests) {
    this.manifests = manifests;
  }

  /** Sees to it that the index of a subject lists a referrer. */
  void add(DigestReference subject, Descriptor referrer) throws IOException {
    Queue queue = enter(subject);
    try {
      queue.add(List.of(referrer));
      queue.turn.lockInterruptibly();
      try {
        write(subject, queue);
      } finally {
        queue.turn.unlock();
      }
    } catch (InterruptedException e) {
      throw Interruption.during("waiting to list what refers to " + subject, e);
    } finally {
      leave(subject);
    }
  }

  private Queue enter(DigestReference subject) {
    return queues.compute(
        subject,
        (_, known) -> {
          Queue queue = known == null ? new Queue() : known;
          queue.users++;
          return queue;
        });
  }

  private void leave(DigestReference subject) {
    queues.computeIfPresent(subject, (_, queue) -> --queue.users == 0 ? null : queue);
  }

  /** Writes for all; when that fails, each of those who wait tries for itself. */
  private void write(DigestReference subject, Queue queue) throws IOException {
    List<Descriptor> taken = queue.take();
    boolean written = false;
    try {
      if (!taken.isEmpty()) {
        write(subject, taken);
      }
      written = true;
    } finally {
      if (!written) {
        queue.add(taken);
      }
    }
  }

  private void write(DigestReference subject, List<Descriptor> referrers) throws IOException {
    var tag = new TagReference(subject.repository(), Referrers.tagFor(subject.digest()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ImageIndex> there = read(tag);
      List<Descriptor> listed = new ArrayList<>(there.map(ImageIndex::manifests).orElse(List.of()));
      int before = listed.size();
      for (Descriptor referrer : referrers) {
        if (listed.stream().noneMatch(known -> known.digest().equals(referrer.digest()))) {
          listed.add(referrer);
        }
      }
      if (listed.size() == before) {
        return;
      }
      RawManifest index =
          there
              .map(known -> known.with(listed, Map.of()))
              .orElseGet(() -> ImageIndex.create(MediaType.OCI_INDEX, listed, ManifestDetails.NONE))
              .raw();
      manifests.put(tag, index);
      if (manifests.head(tag).map(Descriptor::digest).equals(Optional.of(index.digest()))) {
        return;
      }
    }
    throw new RegistryException.ProtocolViolation(
        "listing what refers to %s under the tag %s: others replaced the tag %d times; try again"
            .formatted(subject, tag.tag(), ATTEMPTS));
  }

  private Optional<ImageIndex> read(TagReference tag) throws IOException {
    RawManifest raw;
    try {
      raw = manifests.get(tag);
    } catch (RegistryException.NotFound e) {
      return Optional.empty();
    }
    try {
      if (raw.mediaType().equals(MediaType.OCI_INDEX) && raw.parse() instanceof ImageIndex index) {
        return Optional.of(index);
      }
    } catch (InvalidFormatException e) {
      throw new RegistryException.InvalidContent(
          "reading the referrers tag %s: %s".formatted(tag, e.getMessage()));
    }
    throw new RegistryException.InvalidContent(
        "%s should be an OCI index that lists referrers, and is a %s: it is not replaced; delete the tag"
            .formatted(tag, raw.mediaType()));
  }
}
