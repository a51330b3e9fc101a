package io.drayage.registries;

import io.drayage.image.Reference;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The scopes under which {@code policy.json} may speak of an image, the most specific one first.
 * The scope {@code ""} of a transport is not among them: it is always looked at last.
 */
public final class PolicyScopes {
  private PolicyScopes() {}

  /**
   * Those of an image in a registry, by the name that the user gave and not the one of a mirror:
   * the reference itself, its repository, the namespaces, the registry and {@code *.DOMAIN} for
   * each domain that the registry is in.
   */
  public static List<String> of(Reference reference) {
    List<String> scopes = new ArrayList<>();
    scopes.add(reference.toString());
    String name = reference.repository().toString();
    scopes.add(name);
    for (int slash = name.lastIndexOf('/'); slash >= 0; slash = name.lastIndexOf('/')) {
      name = name.substring(0, slash);
      scopes.add(name);
    }
    int colon = name.indexOf(':');
    String host = colon < 0 ? name : name.substring(0, colon);
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.')) {
      host = host.substring(dot + 1);
      scopes.add("*." + host);
    }
    return List.copyOf(scopes);
  }

  /**
   * Those of an image in a file or folder: the path without symbolic links and its parents, but not
   * {@code /}. Of a place that does not exist, the parent is resolved if there is one.
   *
   * @throws IOException when the path cannot be resolved for another reason than that it is missing
   */
  public static List<String> of(Path path) throws IOException {
    List<String> scopes = new ArrayList<>();
    for (Path at = resolved(path.toAbsolutePath());
        at != null && at.getNameCount() > 0;
        at = at.getParent()) {
      scopes.add(at.toString());
    }
    return List.copyOf(scopes);
  }

  private static Path resolved(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      // Whoever opens it will say so, unless it appears in between: then the parent is what counts.
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : resolved(parent).resolve(name).normalize();
    }
  }
}
