package io.drayage.bundle;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.local.DirTransport;
import io.drayage.transport.local.OciTransport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives each image of a bundle its place: below the destination under the path of its repository,
 * or all of its name; or where the longest mapping that matches says.
 *
 * @param scope {@link Scope#BASE_NAME} leaves out the registry, {@link Scope#FULL_PATH} keeps it
 */
public record BundleDestinations(
    SyncDestination destination, Scope scope, List<NameMapping> mappings) {

  public BundleDestinations {
    mappings = List.copyOf(mappings);
  }

  /**
   * The place of an image.
   *
   * @throws InvalidFormatException when the destination cannot have such a name
   */
  public ImageLocation placeOf(Reference name) {
    return switch (destination.kind()) {
      case DOCKER -> new DockerLocation(name.in(repositoryOf(name.repository())));
      case DIR -> DirTransport.INSTANCE.parse(destination.place() + "/" + local(name));
      case OCI -> OciTransport.INSTANCE.parse(destination.place() + ":" + local(name));
    };
  }

  /** The repository at a registry that has what a repository of the source has; or none. */
  Optional<RepositoryName> repository(RepositoryName source) {
    return destination.kind() == SyncDestination.Kind.DOCKER
        ? Optional.of(repositoryOf(source))
        : Optional.empty();
  }

  private RepositoryName repositoryOf(RepositoryName source) {
    String mapped =
        mapping(source)
            .map(mapping -> mapping.apply(source.toString()))
            .orElseGet(() -> destination.place() + "/" + scoped(source));
    RepositoryName name = RepositoryName.parse(mapped);
    // What the parser completes would be somewhere else: a host without a dot is no host.
    if (!mapped.startsWith(name.registry() + "/") && !mapped.startsWith("docker.io/")) {
      throw new InvalidFormatException(
          "%s would be written to %s: name the registry with its domain or port"
              .formatted(source, name));
    }
    return name;
  }

  private String local(Reference name) {
    String repository = name.repository().toString();
    String place =
        mapping(name.repository())
            .map(mapping -> mapping.apply(repository))
            .orElseGet(() -> scoped(name.repository()));
    return place + name.toString().substring(repository.length());
  }

  private String scoped(RepositoryName name) {
    return scope == Scope.FULL_PATH ? name.toString() : name.path();
  }

  private Optional<NameMapping> mapping(RepositoryName name) {
    return mappings.stream()
        .filter(mapping -> mapping.matches(name.toString()))
        .max(Comparator.comparingInt(mapping -> mapping.from().length()));
  }
}
