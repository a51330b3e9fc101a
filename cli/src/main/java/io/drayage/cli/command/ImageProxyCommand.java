package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.DaemonFlags;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.proxy.ImageProxy;
import io.drayage.cli.registries.TrustedSources;
import io.drayage.cli.socket.SequencedSocket;
import io.drayage.copy.SourceApproval;
import io.drayage.image.PlatformChoice;
import io.drayage.registry.TlsDetails;
import io.drayage.transport.ImageLocation;
import java.io.IOException;
import java.util.List;

/** {@code dray experimental-image-proxy}: lets another process read images. */
final class ImageProxyCommand implements Command {
  @Override
  public String name() {
    return "experimental-image-proxy";
  }

  @Override
  public Description description() {
    return new Description(
        "Interactive proxy for fetching container images (EXPERIMENTAL)",
        "",
        List.of(
            "Answers the requests of skopeo's image proxy protocol, version 0.2.8, on a socket that"
                + " the parent process made: ostree and bootc read images so."),
        List.of("dray experimental-image-proxy --sockfd 3"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .text("--sockfd", "FD", "the file descriptor of the socket (default: 0)")
        .text("--shared-blob-dir", "DIR", "where oci: layouts keep their blobs together");
    RegistryFlags.declare(flags, End.ONLY);
    DaemonFlags.declare(flags, End.ONLY);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "no arguments expected");
    SourceApproval approval =
        TrustedSources.read(invocation.global().trust(), invocation.surroundings().configuration());
    TlsDetails details = EndAccess.tlsDetails(invocation);
    SequencedSocket socket =
        new SequencedSocket(arguments.whole("--sockfd", 0).orElse(0), ImageProxy.LARGEST_REQUEST);
    try (EndAccess access = EndAccess.open(invocation, arguments, End.ONLY);
        ImageProxy proxy =
            new ImageProxy(
                socket,
                name -> {
                  ImageLocation location =
                      DaemonFlags.apply(ImageNames.parse(name), arguments, End.ONLY, details);
                  approval.approve(location);
                  return location.openSource(access.context());
                },
                PlatformChoice.of(invocation.global().platform()))) {
      proxy.serve();
    }
    return ExitCode.SUCCESS;
  }
}
