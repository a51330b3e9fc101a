package io.drayage.transport.local;

import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image in an archive of {@code docker save}: {@code docker-archive:path[:reference|@index]}.
 *
 * <p>An image that is written may have more names ({@code --additional-tag}); they are not part of
 * what is printed.
 */
public final class DockerArchiveLocation implements ImageLocation {
  private final Path file;
  private final ImageChoice choice;
  private final List<TagReference> additionalNames;

  DockerArchiveLocation(Path file, ImageChoice choice, List<TagReference> additionalNames) {
    this.file = file;
    this.choice = choice;
    this.additionalNames = List.copyOf(additionalNames);
  }

  /** The same location, whose image gets another name besides when it is written. */
  public DockerArchiveLocation withName(TagReference name) {
    List<TagReference> names = new ArrayList<>(additionalNames);
    names.add(name);
    return new DockerArchiveLocation(file, choice, names);
  }

  Path file() {
    return file;
  }

  ImageChoice choice() {
    return choice;
  }

  /** All names that the image gets, the first one first, each once. */
  List<TagReference> names() {
    Set<TagReference> names = new LinkedHashSet<>();
    choice.givenName().ifPresent(name -> names.add((TagReference) Reference.parse(name)));
    names.addAll(additionalNames);
    return List.copyOf(names);
  }

  @Override
  public DockerArchiveTransport transport() {
    return DockerArchiveTransport.INSTANCE;
  }

  @Override
  public Optional<Reference> dockerReference() {
    return choice.givenName().map(Reference::parse);
  }

  @Override
  public ImageSource openSource(TransportContext context) throws IOException {
    return new DockerArchiveSource(this, choice, TarArchive.open(file, context.temporaryFolder()));
  }

  @Override
  public ImageDestination openDestination(TransportContext context) throws IOException {
    return DockerArchiveDestination.open(this, context);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DockerArchiveLocation that
        && file.equals(that.file)
        && choice.equals(that.choice)
        && additionalNames.equals(that.additionalNames);
  }

  @Override
  public int hashCode() {
    return 31 * file.hashCode() + choice.hashCode();
  }

  @Override
  public String toString() {
    return "docker-archive:" + file + choice;
  }
}
