package io.drayage.transport.local;

import io.drayage.image.TagReference;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Archives of {@code docker save} that come and go over a connection instead of being a file. Both
 * ways they are spooled to the temporary folder: an archive tells what it holds at its end only.
 */
public final class SavedImageExchange {
  private SavedImageExchange() {}

  /** Takes an archive where it belongs. */
  public interface Receiver {
    void receive(Content content) throws IOException;
  }

  /** The bytes of an archive, made while they are written. */
  public static final class Content {
    private final ArchiveFile.Content entries;

    private Content(ArchiveFile.Content entries) {
      this.entries = entries;
    }

    /** Writes the whole archive; does not close the channel. */
    public void writeTo(WritableByteChannel out) throws IOException {
      TarWriter tar = new TarWriter(out);
      entries.writeTo(tar);
      tar.finish();
    }
  }

  /**
   * The only image of an archive that arrives.
   *
   * @param content read to its end before this returns; not closed
   */
  public static ImageSource source(
      ImageLocation location, InputStream content, TransportContext context) throws IOException {
    TarArchive archive =
        TarArchive.receive(Path.of(location.toString()), content, context.temporaryFolder());
    return new DockerArchiveSource(location, new ImageChoice.Only(), archive);
  }

  /**
   * A destination whose image is sent as an archive when it is complete.
   *
   * @param names of the image
   */
  public static ImageDestination destination(
      ImageLocation location, List<TagReference> names, Receiver receiver, TransportContext context)
      throws IOException {
    return new DockerArchiveDestination(
        location,
        names,
        entries -> receiver.receive(new Content(entries)),
        SpoolFolder.in(context.temporaryFolder()));
  }
}
