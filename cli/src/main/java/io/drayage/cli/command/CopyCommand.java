package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.CompressionFlags;
import io.drayage.cli.flag.DaemonFlags;
import io.drayage.cli.flag.EncryptionFlags;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.MultiArch;
import io.drayage.cli.flag.ReferrerFlags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.SigningFlags;
import io.drayage.cli.flag.TransferFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.registries.TrustedSources;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import io.drayage.copy.SourceApproval;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.registry.TlsDetails;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.local.DockerArchiveLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code dray copy}: one image from one place to another. */
final class CopyCommand implements Command {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public Description description() {
    return new Description(
        "Copy an image from one place to another",
        "SOURCE-IMAGE DESTINATION-IMAGE",
        List.of(
            "Images are named TRANSPORT:DETAILS. Transports: " + ImageNames.transports() + ".",
            "Of an index, the image for this platform is copied unless --all or --multi-arch says"
                + " otherwise. What the destination has already is not sent again."),
        List.of(
            "dray copy docker://docker.io/library/alpine:3 docker://registry.example.com/alpine:3",
            "dray copy --all docker://registry.example.com/tools/app:1.4 oci:folder:1.4",
            "dray copy --multi-arch linux/amd64,linux/arm64 docker://a.example.com/x:1"
                + " docker://b.example.com/x:1"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("-a, --all", "copy all images of an index, and the index")
        .text(
            "--multi-arch",
            "system|all|index-only|PLATFORMS",
            "what of an index is copied; PLATFORMS as in linux/amd64,linux/arm64")
        .text("--digestfile", "PATH", "write the digest of the copied image to this file")
        .texts("--additional-tag", "NAME", "a further tag (docker-archive: destinations)")
        .text("--src-shared-blob-dir", "DIR", "where oci: sources keep their blobs together")
        .text("--dest-shared-blob-dir", "DIR", "where oci: destinations keep their blobs together")
        .toggle(
            "--strip-removed-platforms",
            "accepted; what --multi-arch leaves out is never listed at the destination")
        .hiddenToggle("--tls-verify")
        .hiddenText("--screds")
        .hiddenText("--dcreds");
    FormatFlags.declare(flags);
    CompressionFlags.declare(flags);
    EncryptionFlags.declare(flags);
    TransferFlags.declare(flags);
    SigningFlags.declare(flags);
    SigningFlags.declareIdentity(flags);
    ReferrerFlags.declare(flags);
    RetryFlags.declare(flags);
    Screens.declare(flags);
    flags.text("--authfile", "PATH", "file with the credentials of both sides");
    RegistryFlags.declare(flags, End.SOURCE);
    RegistryFlags.declare(flags, End.DESTINATION);
    DaemonFlags.declare(flags, End.SOURCE);
    DaemonFlags.declare(flags, End.DESTINATION);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words =
        arguments.exactly(
            2, "Exactly two arguments expected: the source and the destination of the copy");
    TlsDetails details = EndAccess.tlsDetails(invocation);
    ImageLocation source =
        DaemonFlags.apply(
            ImageNames.parse(words.getFirst(), "source"), arguments, End.SOURCE, details);
    ImageLocation destination =
        withAdditionalTags(
            DaemonFlags.apply(
                ImageNames.parse(words.getLast(), "destination"),
                arguments,
                End.DESTINATION,
                details),
            arguments.texts("--additional-tag"));
    CopyOptions options =
        FormatFlags.apply(arguments, CopyOptions.forPlatform(invocation.global().platform()))
            .with(MultiArch.read(arguments))
            .with(CompressionFlags.read(arguments, destination))
            .with(Signers.read(arguments, invocation))
            .with(ReferrerFlags.read(arguments))
            .with(EncryptionFlags.read(arguments))
            .with(TransferFlags.read(arguments));
    CompressionFlags.warning(options).ifPresent(invocation.err()::println);
    SourceApproval approval =
        TrustedSources.read(invocation.global().trust(), invocation.surroundings().configuration());
    CopyResult result;
    try (EndAccess from = EndAccess.open(invocation, arguments, End.SOURCE);
        EndAccess to = EndAccess.open(invocation, arguments, End.DESTINATION);
        BlobMemory memory = BlobMemory.open(invocation);
        Screen screen = Screens.open(arguments, invocation, Detail.BLOBS)) {
      Copier copier =
          Copier.retrying(
              Copier.create(memory.locations(), approval, screen),
              RetryFlags.read(arguments).forCopies(),
              screen);
      CopyRequest request =
          new CopyRequest(
              new CopyEnd(source, from.context()), new CopyEnd(destination, to.context()), options);
      result = copier.copy(request);
    }
    ReferrerReport.warnings(result).forEach(invocation.err()::println);
    Optional<Path> digestFile = arguments.path("--digestfile");
    if (digestFile.isPresent()) {
      Files.writeString(digestFile.get(), result.digest().toString());
    }
    if (Screens.wantsJson(arguments)) {
      invocation.out().println(GoJson.indented(Results.of(result), "  "));
    }
    return ExitCode.SUCCESS;
  }

  private static ImageLocation withAdditionalTags(ImageLocation destination, List<String> names) {
    if (names.isEmpty()) {
      return destination;
    }
    if (!(destination instanceof DockerArchiveLocation archive)) {
      throw new UsageException("--additional-tag is for docker-archive: destinations only");
    }
    DockerArchiveLocation named = archive;
    for (String name : names) {
      if (!(Reference.parse(name) instanceof TagReference tag)) {
        throw new UsageException("--additional-tag %s: a tag is needed".formatted(name));
      }
      named = named.withName(tag);
    }
    return named;
  }
}
