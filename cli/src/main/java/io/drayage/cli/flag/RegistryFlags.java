package io.drayage.cli.flag;

import io.drayage.image.Credential;
import io.drayage.image.Credential.Anonymous;
import io.drayage.image.Credential.RegistryToken;
import io.drayage.image.Credential.UsernamePassword;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TlsVerification;
import java.nio.file.Path;
import java.util.Optional;

/** The flags that say how to reach the registry at one end: credentials, certificates, TLS. */
public final class RegistryFlags {
  private RegistryFlags() {}

  /** Declares them with the end's prefix. */
  public static void declare(Flags flags, End end) {
    flags
        .text(
            end.flag("authfile"),
            "PATH",
            "file with the credentials of %s (default: $REGISTRY_AUTH_FILE, or"
                    .formatted(end.registry())
                + " containers/auth.json and Docker's config.json)")
        .text(
            end.flag("creds"),
            "USER[:PASSWORD]",
            "use this user and password for " + end.registry())
        .text(end.flag("username"), "NAME", "user name for " + end.registry())
        .text(end.flag("password"), "TEXT", "password for " + end.registry())
        .text(end.flag("registry-token"), "TOKEN", "bearer token for " + end.registry())
        .toggle(end.flag("no-creds"), "access %s anonymously".formatted(end.registry()))
        .text(
            end.flag("cert-dir"),
            "DIR",
            "use the certificates (*.crt, *.cert, *.key) of this folder for " + end.registry())
        .toggle(
            end.flag("tls-verify"),
            "require HTTPS and verify certificates (default: as registries.conf says)");
  }

  /**
   * Reads them.
   *
   * @throws UsageException when flags exclude each other
   */
  public static RegistryOptions read(Arguments arguments, End end) {
    return new RegistryOptions(
        tlsVerification(arguments, end),
        credential(arguments, end),
        arguments.path(end.flag("cert-dir")));
  }

  /** The only file that credentials are looked up in, when one is named. */
  public static Optional<Path> authFile(Arguments arguments, End end) {
    return arguments.path(end.flag("authfile")).or(() -> arguments.path("--authfile"));
  }

  private static TlsVerification tlsVerification(Arguments arguments, End end) {
    return arguments
        .toggle(end.flag("tls-verify"))
        .or(() -> arguments.toggle("--tls-verify"))
        .map(verify -> verify ? TlsVerification.REQUIRED : TlsVerification.SKIPPED)
        .orElse(TlsVerification.CONFIGURED);
  }

  private static Optional<Credential> credential(Arguments arguments, End end) {
    Optional<String> credentials = arguments.text(end.flag("creds")).or(() -> old(arguments, end));
    Optional<String> username = arguments.text(end.flag("username"));
    Optional<String> password = arguments.text(end.flag("password"));
    Optional<String> token = arguments.text(end.flag("registry-token"));
    boolean anonymous = arguments.isOn(end.flag("no-creds"));
    if (credentials.isPresent() && anonymous) {
      throw exclusive(end, "creds", "no-creds");
    }
    if (credentials.isPresent() && username.isPresent()) {
      throw exclusive(end, "creds", "username");
    }
    if (username.isPresent() && anonymous) {
      throw exclusive(end, "username", "no-creds");
    }
    if (username.isPresent() != password.isPresent()) {
      throw new UsageException(
          "%s and %s must be given together".formatted(end.flag("username"), end.flag("password")));
    }
    if (token.isPresent()) {
      return Optional.of(new RegistryToken(token.get()));
    }
    if (anonymous) {
      return Optional.of(new Anonymous());
    }
    if (username.isPresent()) {
      return Optional.of(new UsernamePassword(username.get(), password.orElseThrow()));
    }
    return credentials.map(text -> parse(end, text));
  }

  /** Skopeo's old, hidden names. */
  private static Optional<String> old(Arguments arguments, End end) {
    return switch (end) {
      case ONLY -> Optional.empty();
      case SOURCE -> arguments.text("--screds");
      case DESTINATION -> arguments.text("--dcreds");
    };
  }

  private static Credential parse(End end, String text) {
    int colon = text.indexOf(':');
    String username = colon < 0 ? text : text.substring(0, colon);
    if (username.isEmpty()) {
      throw new UsageException(
          "%s: the user name must not be empty (expected USER:PASSWORD)"
              .formatted(end.flag("creds")));
    }
    return new UsernamePassword(username, colon < 0 ? "" : text.substring(colon + 1));
  }

  private static UsageException exclusive(End end, String one, String other) {
    return new UsageException(
        "%s and %s cannot be given together".formatted(end.flag(one), end.flag(other)));
  }
}
