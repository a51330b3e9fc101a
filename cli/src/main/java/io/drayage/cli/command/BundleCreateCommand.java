package io.drayage.cli.command;

import io.drayage.bundle.BundleCreation;
import io.drayage.bundle.BundleRequest;
import io.drayage.bundle.BundleResult;
import io.drayage.bundle.BundleSigner;
import io.drayage.bundle.NameMapping;
import io.drayage.bundle.WantedImage;
import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.ByteSize;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.ReferrerFlags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.progress.Sizes;
import io.drayage.cli.registries.TrustedSources;
import io.drayage.copy.SourceApproval;
import io.drayage.image.Platform;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dray bundle create}: images into archives. */
final class BundleCreateCommand implements Command {
  @Override
  public String name() {
    return "bundle create";
  }

  @Override
  public Description description() {
    return new Description(
        "Put images into an archive, or several of a limited size",
        "ARCHIVE IMAGE…",
        List.of(
            "An IMAGE is a reference like docker.io/library/alpine:3, or TRANSPORT:DETAILS; with"
                + " REFERENCE= in front of it, it has that name in the bundle. Without any IMAGE"
                + " and --yaml, they are read from standard input, one a line.",
            "All images of an index are taken unless --multi-arch says otherwise. A bundle of one"
                + " part is an OCI archive, too."),
        List.of(
            "dray bundle create images.tar docker.io/library/alpine:3 quay.io/prometheus/prometheus:v3.0.0",
            "dray bundle create --max-size 4GiB images.tar < images.txt",
            "dray bundle create --have january.tar february.tar docker.io/library/alpine:3"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .text("--max-size", "SIZE", "make parts of at most this size, e.g. 4GiB or 700MB")
        .texts(
            "--have",
            "BUNDLE|LIST|docker://REGISTRY",
            "leave out what the other side has: an earlier bundle (one part of it, or its list of"
                + " contents), a file with a digest or an image on each line, or a registry that"
                + " can be asked")
        .texts("--map", "FROM=TO", "where images are on the registry of --have")
        .text("--yaml", "PATH", "take what a sync file asks for, as dray sync --src yaml does")
        .text("--multi-arch", "all|system", "what of an index is taken (default: all)");
    BundleKeys.declareSigning(flags);
    ReferrerFlags.declareForReading(flags);
    Screens.declare(flags);
    flags.text("--authfile", "PATH", "file with the credentials");
    RegistryFlags.declare(flags, End.SOURCE);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.positionals();
    if (words.isEmpty()) {
      throw new UsageException("The name of the archive is missing");
    }
    long maximumSize = arguments.text("--max-size").map(ByteSize::parse).orElse(Long.MAX_VALUE);
    Optional<BundleSigner> signer = BundleKeys.signer(arguments, invocation);
    SourceApproval approval =
        TrustedSources.read(invocation.global().trust(), invocation.surroundings().configuration());
    BundleResult result;
    try (SyncContextsByFlags contexts = new SyncContextsByFlags(invocation, arguments);
        Screen screen = Screens.open(arguments, invocation, Detail.BLOBS)) {
      TransportContext context = contexts.source(RegistryOptions.CONFIGURED);
      Optional<Path> syncFile = arguments.path("--yaml");
      List<WantedImage> images = new ArrayList<>();
      if (syncFile.isPresent()) {
        images.addAll(
            SyncFileImages.read(
                syncFile.get(), contexts, new SyncReport(screen, invocation.err())));
      }
      if (syncFile.isEmpty() || words.size() > 1) {
        images.addAll(
            WantedImages.read(
                words.subList(1, words.size()), invocation.surroundings().in(), context));
      }
      BundleRequest request =
          new BundleRequest(
              images,
              platform(arguments, invocation),
              ReferrerFlags.read(arguments),
              Path.of(words.getFirst()),
              maximumSize,
              new HeldContents(context, mappings(arguments)).read(arguments.texts("--have")),
              signer);
      result = new BundleCreation(approval, screen).create(request);
      tell(result, screen);
      result.problems().forEach(problem -> invocation.err().println("dray: warning: " + problem));
    } catch (InterruptedException e) {
      throw Cancelled.by(e, "interrupted");
    }
    if (Screens.wantsJson(arguments)) {
      invocation.out().println(GoJson.indented(BundleViews.of(result), "  "));
    }
    return ExitCode.SUCCESS;
  }

  private static List<NameMapping> mappings(Arguments arguments) {
    return arguments.texts("--map").stream().map(NameMapping::parse).toList();
  }

  private static Optional<Platform> platform(Arguments arguments, Invocation invocation) {
    return switch (arguments.text("--multi-arch").orElse("all")) {
      case "all" -> Optional.empty();
      case "system" -> Optional.of(invocation.global().platform());
      default -> throw new UsageException("--multi-arch must be all or system");
    };
  }

  private static void tell(BundleResult result, Screen screen) {
    for (int i = 0; i < result.parts().size(); i++) {
      screen.line(
          "Wrote %s, %s"
              .formatted(
                  result.parts().get(i), Sizes.bytes(result.contents().parts().get(i).size())));
    }
    screen.line(
        "Bundle %s: %d images, %d blobs, %s; %d blobs are left out, %s"
            .formatted(
                result.bundle(),
                result.contents().images().size(),
                result.contents().sizes().size(),
                Sizes.bytes(result.contents().bytes()),
                result.contents().presumed().size(),
                Sizes.bytes(
                    result.contents().presumed().stream().mapToLong(blob -> blob.size()).sum())));
  }
}
