package io.drayage.cli.command;

import io.drayage.cli.Surroundings;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.registries.UserConfiguration;
import io.drayage.cli.registries.UserRouting;
import io.drayage.image.Credential.UsernamePassword;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.CredentialKey;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TlsVerification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What login and logout have in common: where credentials are kept, and for what. */
final class LoginFlags {
  private LoginFlags() {}

  static void declare(Flags flags) {
    flags
        .text(
            "--authfile",
            "PATH",
            "file with credentials (default: $REGISTRY_AUTH_FILE, or containers/auth.json)")
        .text("--compat-auth-file", "PATH", "keep credentials in this file in Docker's format")
        .text("--cert-dir", "DIR", "use the certificates (*.crt, *.cert, *.key) of this folder")
        .toggle("--tls-verify", "require HTTPS and verify certificates");
  }

  static UserConfiguration configuration(Arguments arguments, Invocation invocation) {
    Surroundings surroundings = invocation.surroundings();
    CredentialFiles files = files(arguments, surroundings);
    files.warning().ifPresent(text -> invocation.err().println("dray: warning: " + text));
    return new UserConfiguration(
        surroundings.configuration(),
        invocation.global().registries(),
        files,
        text -> invocation.err().println("dray: warning: " + text));
  }

  /** How to reach a registry with these credentials only. */
  static RegistryRouting.Route route(
      Arguments arguments,
      UserConfiguration configuration,
      CredentialKey key,
      UsernamePassword credential)
      throws IOException {
    TlsVerification verification =
        arguments
            .toggle("--tls-verify")
            .map(verify -> verify ? TlsVerification.REQUIRED : TlsVerification.SKIPPED)
            .orElse(TlsVerification.CONFIGURED);
    RegistryOptions options =
        new RegistryOptions(verification, Optional.of(credential), arguments.path("--cert-dir"));
    // Nothing is read there: a registry's settings are found by the repositories they apply to.
    String path = key.isNamespaced() ? key.value().substring(key.registry().length() + 1) : "any";
    return new UserRouting(configuration, options)
        .forWriting(
            new TagReference(
                new RepositoryName(RegistryHost.parse(key.registry()), path), Tag.LATEST));
  }

  /** The registry, namespace or repository that was named; a scheme in front is forgiven. */
  static CredentialKey key(List<String> words, String action) {
    if (words.size() > 1) {
      throw new UsageException("Too many arguments: %s takes one registry".formatted(action));
    }
    if (words.isEmpty()) {
      throw new UsageException("Please provide a registry to %s".formatted(action));
    }
    String text = words.getFirst();
    for (String scheme : List.of("https://", "http://", "docker://")) {
      if (text.startsWith(scheme)) {
        text = text.substring(scheme.length());
      }
    }
    return new CredentialKey(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private static CredentialFiles files(Arguments arguments, Surroundings surroundings) {
    Optional<Path> named = arguments.path("--authfile");
    Optional<Path> compatible = arguments.path("--compat-auth-file");
    if (named.isPresent() && compatible.isPresent()) {
      throw new UsageException("--authfile and --compat-auth-file cannot be given together");
    }
    return named
        .map(CredentialFiles::only)
        .or(() -> compatible.map(CredentialFiles::dockerCompatible))
        .orElseGet(() -> CredentialFiles.forLogin(surroundings.configuration()));
  }
}
