package io.drayage.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an OCI manifest or index may say besides what it is made of. Docker's formats have no place
 * for any of it.
 */
public record ManifestDetails(
    @Nullable MediaType artifactType,
    @Nullable Descriptor subject,
    Map<String, String> annotations) {
  public static final ManifestDetails NONE = new ManifestDetails(null, null, Map.of());

  public ManifestDetails {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public static ManifestDetails annotated(Map<String, String> annotations) {
    return new ManifestDetails(null, null, annotations);
  }

  public ManifestDetails withSubject(Descriptor other) {
    return new ManifestDetails(artifactType, other, annotations);
  }

  public ManifestDetails withArtifactType(MediaType other) {
    return new ManifestDetails(other, subject, annotations);
  }

  boolean isEmpty() {
    return artifactType == null && subject == null && annotations.isEmpty();
  }
}
