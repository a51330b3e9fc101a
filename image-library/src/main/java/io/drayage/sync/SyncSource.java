package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.ReferenceText;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Where the images of a run come from. */
public sealed interface SyncSource {

  /** All tags of a repository. */
  record Repository(RepositoryName repository) implements SyncSource {
    public Repository {
      Objects.requireNonNull(repository);
    }

    @Override
    public String toString() {
      return repository.toString();
    }
  }

  /** One image of a repository. */
  record Image(Reference reference) implements SyncSource {
    public Image {
      Objects.requireNonNull(reference);
    }

    @Override
    public String toString() {
      return reference.toString();
    }
  }

  /** Every {@code dir:} image at or below a folder. */
  record Folder(Path folder) implements SyncSource {
    public Folder {
      Objects.requireNonNull(folder);
    }

    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /** Every image of an OCI layout that has a name there. */
  record Layout(Path layout) implements SyncSource {
    public Layout {
      Objects.requireNonNull(layout);
    }

    @Override
    public String toString() {
      return layout.toString();
    }
  }

  /** What a sync file asks for. */
  record Rules(SyncConfig config) implements SyncSource {
    public Rules {
      Objects.requireNonNull(config);
    }

    @Override
    public String toString() {
      return config.name();
    }
  }

  /**
   * Reads what a command line says; for {@code yaml} also the file.
   *
   * @param transport {@code docker}, {@code dir}, {@code oci} or {@code yaml}
   * @param text a repository or image, a folder, a layout, a file
   * @throws InvalidFormatException when the transport is another one, or the text has not its form
   * @throws IOException when the file cannot be read
   */
  static SyncSource parse(String transport, String text) throws IOException {
    return switch (transport) {
      case "docker" -> repositoryOrImage(text);
      case "dir" -> new Folder(Path.of(text));
      case "oci" -> new Layout(Path.of(text));
      case "yaml" -> new Rules(SyncConfig.load(Path.of(text)));
      default ->
          throw new InvalidFormatException(
              "\"%s\" is not a valid source transport".formatted(transport));
    };
  }

  private static SyncSource repositoryOrImage(String text) {
    ReferenceText parts = ReferenceText.split(text);
    return parts.tag().isEmpty() && parts.digest().isEmpty()
        ? new Repository(RepositoryName.parse(text))
        : new Image(Reference.parse(text));
  }
}
