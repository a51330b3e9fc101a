package io.drayage.cli.command;

import io.drayage.bundle.WantedImage;
import io.drayage.cli.flag.UsageException;
import io.drayage.copy.CopyEnd;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.TransportContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The images that a command line names for a bundle. */
final class WantedImages {
  private WantedImages() {}

  /**
   * Reads {@code [REFERENCE=]IMAGE}, each a word; when there is none, the lines of the input that
   * are not empty and do not begin with {@code #}.
   */
  static List<WantedImage> read(List<String> words, InputStream in, TransportContext context)
      throws IOException {
    return named(words.isEmpty() ? lines(in) : words, context);
  }

  /** Reads {@code [REFERENCE=]IMAGE}, each a text. */
  static List<WantedImage> named(List<String> texts, TransportContext context) {
    return texts.stream().map(text -> image(text, context)).toList();
  }

  /** Lines that are not empty and do not begin with {@code #}. */
  static List<String> lines(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line.strip());
      }
    }
    return lines;
  }

  private static WantedImage image(String text, TransportContext context) {
    int equals = text.indexOf('=');
    String image = text.substring(equals + 1);
    try {
      ImageLocation location =
          isTransport(image) ? ImageNames.parse(image) : new DockerLocation(Reference.parse(image));
      Reference name = equals < 0 ? name(location) : Reference.parse(text.substring(0, equals));
      return new WantedImage(name, new CopyEnd(location, context));
    } catch (InvalidFormatException e) {
      UsageException complaint =
          new UsageException("Invalid image %s: %s".formatted(text, e.getMessage()));
      complaint.initCause(e);
      throw complaint;
    }
  }

  /** A reference may have a colon, too: in front of a port or a tag. */
  private static boolean isTransport(String image) {
    int colon = image.indexOf(':');
    return colon > 0
        && List.of(ImageNames.transports().split(", ")).contains(image.substring(0, colon));
  }

  private static Reference name(ImageLocation location) {
    if (location instanceof DockerLocation docker) {
      return docker.reference();
    }
    throw new UsageException(
        "%s has no name for the bundle: write REFERENCE=%s, as in registry.example.com/app:1=%s"
            .formatted(location, location, location));
  }
}
