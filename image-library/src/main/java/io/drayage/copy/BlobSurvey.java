package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.transport.BlobMounting;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RepositoryContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the blobs of an image are. What this run saw itself needs no question; a blob
 * that another repository is believed to hold needs none either, since the mount is the question.
 */
final class BlobSurvey {
  private final ImageDestination destination;
  private final RunMemory memory;
  private final Sides sides;
  private final @Nullable RepositoryName from;
  private final @Nullable RepositoryName to;

  BlobSurvey(ImageSource source, ImageDestination destination, RunMemory memory, Sides sides) {
    this.destination = destination;
    this.memory = memory;
    this.sides = sides;
    this.from = source.as(RepositoryContent.class).map(RepositoryContent::repository).orElse(null);
    this.to = Repositories.of(destination);
  }

  Map<Digest, BlobFact> of(List<Descriptor> blobs) throws IOException, InterruptedException {
    Map<Digest, BlobFact> facts = new ConcurrentHashMap<>();
    try (TaskGroup group = new TaskGroup()) {
      for (Descriptor blob : blobs) {
        Optional<BlobFact> known = withoutAsking(blob.digest());
        if (known.isPresent()) {
          facts.put(blob.digest(), known.get());
        } else {
          group.start(() -> facts.put(blob.digest(), ask(blob)));
        }
      }
      group.join();
    }
    return facts;
  }

  private Optional<BlobFact> withoutAsking(Digest blob) {
    if (to == null) {
      return Optional.empty();
    }
    if (memory.saw(to, blob) || to.equals(from)) {
      return Optional.of(new BlobFact.Present());
    }
    if (memory.remembers(to, blob)) {
      return Optional.empty();
    }
    if (destination.as(BlobMounting.class).isPresent()) {
      if (from != null && from.registry().equals(to.registry())) {
        return Optional.of(new BlobFact.Elsewhere(from));
      }
      List<RepositoryName> elsewhere = memory.elsewhere(to, blob);
      if (!elsewhere.isEmpty()) {
        return Optional.of(new BlobFact.Elsewhere(elsewhere.getFirst()));
      }
      if (memory.flights().isUnderWay(to.registry(), blob)) {
        return Optional.of(new BlobFact.Absent());
      }
    }
    return Optional.empty();
  }

  private BlobFact ask(Descriptor blob) throws IOException {
    boolean present =
        sides.at(
            Side.DESTINATION, "looking up blob " + blob.digest(), () -> destination.hasBlob(blob));
    if (to != null) {
      if (present) {
        memory.sawBlob(to, blob.digest());
      } else {
        memory.forgetBlob(to, blob.digest());
      }
    }
    return present ? new BlobFact.Present() : new BlobFact.Absent();
  }
}
