package io.drayage.cli.command;

import io.drayage.bundle.BundleDestinations;
import io.drayage.bundle.HeldByDigest;
import io.drayage.bundle.HeldByImages;
import io.drayage.bundle.HeldByRegistry;
import io.drayage.bundle.HeldContent;
import io.drayage.bundle.NameMapping;
import io.drayage.bundle.WantedImage;
import io.drayage.cli.flag.UsageException;
import io.drayage.image.Digest;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code --have}: what the other side of the gap has. */
final class HeldContents {
  private static final String REGISTRY = "docker://";
  private static final String DIGEST = "sha(256|512):[0-9a-f]+";

  private final TransportContext context;
  private final List<NameMapping> mappings;

  /**
   * @param context reaches the sources, and registries that stand for the other side
   * @param mappings where images are on such a registry
   */
  HeldContents(TransportContext context, List<NameMapping> mappings) {
    this.context = context;
    this.mappings = mappings;
  }

  /**
   * Reads what a flag names: {@code docker://REGISTRY[/NAMESPACE]}, a part of an earlier bundle or
   * its list of contents, or a file with a digest or an image on each line.
   */
  List<HeldContent> read(List<String> texts) throws IOException, InterruptedException {
    List<HeldContent> held = new ArrayList<>();
    for (String text : texts) {
      if (text.startsWith(REGISTRY)) {
        held.add(registry(text.substring(REGISTRY.length())));
      } else if (isList(Path.of(text))) {
        addList(Path.of(text), held);
      } else {
        held.add(HeldByImages.ofBundle(Path.of(text)));
      }
    }
    return held;
  }

  private HeldContent registry(String place) {
    return new HeldByRegistry(
        new BundleDestinations(
            new SyncDestination(SyncDestination.Kind.DOCKER, place), Scope.BASE_NAME, mappings),
        context);
  }

  /** An archive has zeros in its first block, a list of contents begins with a brace. */
  private static boolean isList(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException("--have %s: there is no such file".formatted(file));
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(512);
    }
    for (byte b : start) {
      if (b == 0) {
        return false;
      }
    }
    return start.length == 0 || start[0] != '{';
  }

  private void addList(Path file, List<HeldContent> held) throws IOException, InterruptedException {
    List<Digest> digests = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> lines;
    try (InputStream in = Files.newInputStream(file)) {
      lines = WantedImages.lines(in);
    }
    for (String line : lines) {
      if (line.matches(DIGEST)) {
        digests.add(Digest.parse(line));
      } else {
        names.add(line);
      }
    }
    if (!digests.isEmpty()) {
      held.add(new HeldByDigest(digests));
    }
    if (!names.isEmpty()) {
      List<WantedImage> images = WantedImages.named(names, context);
      held.add(HeldByImages.of(images));
    }
  }
}
