package io.drayage.cli.flag;

import io.drayage.registry.TlsDetails;
import io.drayage.registry.TlsVerification;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.daemon.DaemonEndpoint;
import io.drayage.transport.daemon.DaemonLocation;
import java.nio.file.Path;
import java.util.Optional;

/** The flags that say where the Docker engine of one end listens. */
public final class DaemonFlags {
  private DaemonFlags() {}

  /** Declares them with the end's prefix. */
  public static void declare(Flags flags, End end) {
    flags.text(
        end.flag("daemon-host"),
        "HOST",
        "the Docker daemon of docker-daemon: names (default: unix:///var/run/docker.sock; tcp:// is"
            + " with TLS, by --%scert-dir with ca.pem, cert.pem, key.pem)".formatted(end.prefix()));
  }

  /** The location, at the engine that is meant if it is one of an engine. */
  public static ImageLocation apply(
      ImageLocation location, Arguments arguments, End end, TlsDetails details) {
    if (!location.transport().name().equals("docker-daemon")) {
      return location;
    }
    DaemonEndpoint endpoint =
        arguments
            .text(end.flag("daemon-host"))
            .filter(host -> !host.isEmpty())
            .map(DaemonEndpoint::parse)
            .orElseGet(DaemonEndpoint::standard)
            .with(details);
    Optional<Path> certificates = arguments.path(end.flag("cert-dir"));
    if (certificates.isPresent()) {
      endpoint = endpoint.with(certificates.get());
    }
    if (!arguments.toggle(end.flag("tls-verify")).orElse(true)) {
      endpoint = endpoint.with(TlsVerification.SKIPPED);
    }
    return ((DaemonLocation) location).at(endpoint);
  }
}
