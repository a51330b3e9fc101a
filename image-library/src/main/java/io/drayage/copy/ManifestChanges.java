package io.drayage.copy;

import io.drayage.image.Digest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which manifests change on their way; asked about children before their parents. */
final class ManifestChanges {
  private final Set<Digest> changed = new LinkedHashSet<>();

  /** Those that were asked about and do not stay. */
  Set<Digest> changed() {
    return Collections.unmodifiableSet(changed);
  }

  /** Whether a manifest arrives byte for byte as it is. */
  boolean stays(ManifestFact fact) {
    boolean stays =
        switch (fact) {
          case ManifestFact.Present _, ManifestFact.Verbatim _ -> true;
          case ManifestFact.Old _ -> false;
          case ManifestFact.Image(var manifest, var decision) -> decision.keeps(manifest);
          case ManifestFact.Index(var index, var kept, var form) ->
              kept.equals(index.manifests())
                  && form.equals(index.raw().mediaType())
                  && kept.stream().noneMatch(child -> changed.contains(child.digest()));
        };
    if (!stays) {
      changed.add(fact.digest());
    }
    return stays;
  }
}
