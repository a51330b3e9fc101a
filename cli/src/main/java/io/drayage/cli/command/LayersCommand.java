package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.DaemonFlags;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.inspect.ImageReader;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.PlatformChoice;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** {@code dray layers}: some layers of an image into a new folder. Kept for old scripts. */
final class LayersCommand implements Command {
  @Override
  public String name() {
    return "layers";
  }

  @Override
  public Description description() {
    return new Description(
        "Get layers of an image (deprecated: use copy)",
        "IMAGE-NAME [LAYER…]",
        List.of("They are put into a new folder layers-… of the working folder, as dir: does."),
        List.of("dray layers docker://registry.example.com/tools/app:1.4"));
  }

  @Override
  public void declare(Flags flags) {
    flags.text("--shared-blob-dir", "DIR", "where oci: layouts keep their blobs together");
    RegistryFlags.declare(flags, End.ONLY);
    DaemonFlags.declare(flags, End.ONLY);
    RetryFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    invocation.err().println("DEPRECATED: dray layers is deprecated in favor of dray copy");
    List<String> words = arguments.positionals();
    if (words.isEmpty()) {
      throw new UsageException("Usage: layers IMAGE-NAME [LAYER…]");
    }
    ImageLocation location = EndAccess.onlyImage(invocation, arguments, words.getFirst());
    List<Digest> asked = words.stream().skip(1).map(LayersCommand::digest).toList();
    PlatformChoice platform = PlatformChoice.of(invocation.global().platform());
    Retry retry = new Retry(RetryFlags.read(arguments), invocation.err());
    try (EndAccess access = EndAccess.open(invocation, arguments, End.ONLY)) {
      Found found =
          retry.run(
              () -> {
                try (ImageSource source = location.openSource(access.context())) {
                  return new Found(source.manifest(), image(source, platform));
                }
              });
      List<Descriptor> wanted = wanted(found.image(), asked);
      Path folder = Files.createTempDirectory(Path.of(""), "layers-");
      retry.run(
          () -> {
            try (ImageSource source = location.openSource(access.context());
                ImageDestination destination =
                    ImageNames.parse("dir:" + folder).openDestination(access.context())) {
              copy(source, wanted, destination);
              return ExitCode.SUCCESS;
            }
          });
      // Not by a commit, which is for whole images: some layers may be all that is wanted.
      Files.write(folder.resolve("manifest.json"), found.top().bytes());
    }
    return ExitCode.SUCCESS;
  }

  /** An image, and what its name stands for, which may be an index. */
  private record Found(RawManifest top, ImageManifest image) {}

  private static Digest digest(String text) {
    return Digest.parse(text.startsWith("sha256:") ? text : "sha256:" + text);
  }

  private static ImageManifest image(ImageSource source, PlatformChoice platform)
      throws IOException {
    if (new ImageReader(source, platform).manifest() instanceof ImageManifest image) {
      return image;
    }
    throw new InvalidFormatException("only images of today's formats have layers to get");
  }

  private static List<Descriptor> wanted(ImageManifest image, List<Digest> asked) {
    return asked.isEmpty()
        ? image.blobs()
        : asked.stream().map(digest -> blob(image, digest)).toList();
  }

  private static void copy(ImageSource source, List<Descriptor> blobs, ImageDestination destination)
      throws IOException {
    for (Descriptor blob : blobs) {
      try (BlobContent content = source.blob(blob)) {
        destination.putBlob(blob, new OnceBody(content));
      }
    }
  }

  /** A blob that is sent once; whoever opened it closes it. */
  private record OnceBody(BlobContent content) implements Body {
    @Override
    public OptionalLong length() {
      return content.length();
    }

    @Override
    public boolean reopenable() {
      return false;
    }

    @Override
    public InputStream open(long offset) {
      return content.stream();
    }
  }

  private static Descriptor blob(ImageManifest image, Digest digest) {
    return image.blobs().stream()
        .filter(blob -> blob.digest().equals(digest))
        .findFirst()
        .orElseThrow(() -> new UsageException("the image has no blob " + digest));
  }
}
