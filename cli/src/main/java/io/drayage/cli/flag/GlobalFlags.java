package io.drayage.cli.flag;

import io.drayage.image.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The flags that every command has, in front of it or behind.
 *
 * @param trust which images may be copied
 * @param platform what of an index is chosen
 * @param registries how registries.conf is applied
 * @param signatureFolder used instead of the usual registries.d
 * @param temporaryFolder for spooled archives
 * @param tlsDetails the file that limits what TLS may agree on
 * @param timeout for the whole command
 */
public record GlobalFlags(
    boolean debug,
    TrustChoice trust,
    Platform platform,
    RegistriesChoice registries,
    Optional<Path> signatureFolder,
    Optional<Path> temporaryFolder,
    Optional<String> userAgentPrefix,
    Optional<Path> tlsDetails,
    Optional<Duration> timeout) {

  private static final List<String> WITH_VALUE =
      List.of(
          "--command-timeout",
          "--override-arch",
          "--override-os",
          "--override-variant",
          "--policy",
          "--registries.d",
          "--registries-conf",
          "--skip-down-mirrors",
          "--tls-details",
          "--tmpdir",
          "--user-agent-prefix");

  /** Whether the flag is global and its value is the next word when it is not attached by "=". */
  public static boolean takesNextWord(String flag) {
    return WITH_VALUE.contains(flag);
  }

  public static void declare(Flags flags) {
    flags
        .text("--command-timeout", "DURATION", "stop the command after this time, e.g. 10m")
        .toggle("--debug", "print details of failures, with stack traces")
        .toggle("--insecure-policy", "trust every image, whatever policy.json says")
        .text("--override-arch", "ARCH", "choose images for this architecture, e.g. arm64")
        .text("--override-os", "OS", "choose images for this operating system")
        .text("--override-variant", "VARIANT", "choose images for this variant, e.g. v7")
        .text(
            "--policy",
            "PATH",
            "trust policy (default: ~/.config/containers/policy.json, or /etc/containers)")
        .text("--registries.d", "DIR", "folder with the places of signatures")
        .toggle("--require-signed", "refuse images of which the policy asks no signature")
        .text(
            "--tls-details",
            "PATH",
            "file with the lowest TLS version, cipher suites and named groups to use")
        .text("--tmpdir", "DIR", "folder for temporary files (default: /var/tmp)")
        .text("--user-agent-prefix", "TEXT", "put this in front of the user agent sent");
    RegistriesChoice.declare(flags);
  }

  /**
   * Reads them.
   *
   * @param host the platform of this machine
   * @throws UsageException when one is asked for that has no effect yet
   */
  public static GlobalFlags read(Arguments arguments, Platform host) {
    refuse(arguments);
    return new GlobalFlags(
        arguments.isOn("--debug"),
        TrustChoice.read(arguments),
        platform(arguments, host),
        RegistriesChoice.read(arguments),
        arguments.path("--registries.d"),
        arguments.path("--tmpdir"),
        arguments.text("--user-agent-prefix"),
        arguments.path("--tls-details"),
        arguments.duration("--command-timeout").filter(Duration::isPositive));
  }

  private static Platform platform(Arguments arguments, Platform host) {
    Optional<String> architecture = arguments.text("--override-arch");
    return Platform.of(
        arguments.text("--override-os").orElse(host.os()),
        architecture.orElse(host.architecture()),
        arguments
            .text("--override-variant")
            .orElse(architecture.isPresent() ? null : host.variant()));
  }

  private static void refuse(Arguments arguments) {
    if (arguments.isOn("--insecure-policy") && arguments.isOn("--require-signed")) {
      throw new UsageException("--insecure-policy and --require-signed cannot be given together");
    }
  }
}
