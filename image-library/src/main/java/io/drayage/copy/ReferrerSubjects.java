package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the referrers of an image refer to.
 *
 * @param kept manifests that are the same at the destination, byte for byte
 * @param changed manifests that have another digest at the destination
 * @param state whether the destination had the image before
 */
record ReferrerSubjects(Set<Digest> kept, Set<Digest> changed, State state) {
  enum State {
    NEW,
    UNCHANGED
  }

  ReferrerSubjects {
    // A copy that keeps the order in which questions are asked.
    kept = new LinkedHashSet<>(kept);
    changed = new LinkedHashSet<>(changed);
  }

  boolean unchanged() {
    return state == State.UNCHANGED;
  }

  /** Of an index that nobody had to read until now, the instances are subjects as well. */
  ReferrerSubjects withInstances(ImageSource source) throws IOException {
    if (!unchanged()
        || !kept.contains(source.manifest().digest())
        || !(source.manifest().parse() instanceof ImageIndex index)) {
      return this;
    }
    Set<Digest> more = new LinkedHashSet<>(kept);
    for (Descriptor instance : index.manifests()) {
      more.add(instance.digest());
    }
    return new ReferrerSubjects(more, changed, state);
  }

  /** Those that are kept, and those that are not. */
  Set<Digest> all() {
    Set<Digest> all = new LinkedHashSet<>(kept);
    all.addAll(changed);
    return all;
  }
}
