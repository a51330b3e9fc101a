package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dray registry serve}: a registry on this machine. */
final class RegistryCommand implements Command {
  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Description description() {
    return new Description(
        "Serve a registry from a folder",
        "serve",
        List.of(
            "Starts a registry with all of its data in one folder, a PostgreSQL of its own among"
                + " them, and runs until it is stopped. One line on standard output says when it is"
                + " ready, and at which port.",
            "Users of --htpasswd may do everything, unless --access says what each may do.",
            "Without both everybody who reaches it may pull, push and delete; that is why it"
                + " listens on loopback unless --address says otherwise. Linux on x86-64 only.",
            "With --database-url it uses that PostgreSQL, 15 or newer, as the user and with the"
                + " password in the environment variables DRAYAGE_STORAGE_DATABASE_USERNAME and"
                + " DRAYAGE_STORAGE_DATABASE_PASSWORD. A certificate that is renewed in its files is"
                + " used without a restart."),
        List.of(
            "dray registry serve --data /srv/registry",
            "dray registry serve --data /srv/registry --address 0.0.0.0 --port 443"
                + " --htpasswd users --tls-cert cert.pem --tls-key key.pem",
            "dray registry serve --data /srv/registry --cache docker.io,quay.io/prometheus/**"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .text("--data", "FOLDER", "where everything is kept; created when missing")
        .text("--port", "N", "the port; 0 takes a free one (default 5000)")
        .text("--address", "ADDRESS", "the address to listen at (default 127.0.0.1)")
        .text("--database-url", "URL", "a PostgreSQL to use: jdbc:postgresql://HOST/NAME")
        .text("--htpasswd", "FILE", "users with bcrypt passwords, as htpasswd -B writes them")
        .text("--access", "FILE", "who may do what: rights of users and groups, as YAML or JSON")
        .text("--tls-cert", "FILE", "PEM certificate, with those that it stands on")
        .text("--tls-key", "FILE", "PEM private key of the certificate")
        .texts(
            "--cache",
            "PATTERNS",
            "fetch what is not there from these registries: docker.io, quay.io/team/**")
        .texts("--cache-host", "NAME=REGISTRY", "a host name of this registry that stands for one")
        .text("--cache-config", "FILE", "where cached registries are, their mirrors and blocks")
        .text("--cache-authfile", "FILE", "credentials for cached registries, as auth.json")
        .text("--cache-cert-dir", "FOLDER", "certificates for cached registries, as certs.d");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    if (!arguments.positionals().equals(List.of("serve"))) {
      throw new UsageException("write: dray registry serve --data FOLDER");
    }
    return StorageService.run(settings(arguments));
  }

  private static List<String> settings(Arguments arguments) {
    List<String> settings = new ArrayList<>();
    Path data =
        arguments
            .text("--data")
            .map(Path::of)
            .orElseThrow(
                () -> new UsageException("--data is missing: name the folder of the registry"));
    settings.add("--drayage.storage.data=" + data.toAbsolutePath());
    settings.add("--server.port=" + port(arguments.text("--port").orElse("5000")));
    settings.add("--server.address=" + arguments.text("--address").orElse("127.0.0.1"));
    file(arguments, "--htpasswd").ifPresent(f -> settings.add("--drayage.storage.htpasswd=" + f));
    file(arguments, "--access").ifPresent(f -> settings.add("--drayage.storage.access.file=" + f));
    Optional<Path> certificate = file(arguments, "--tls-cert");
    Optional<Path> key = file(arguments, "--tls-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new UsageException("--tls-cert and --tls-key must be given together");
    }
    if (certificate.isPresent() && key.isPresent()) {
      settings.addAll(tls(certificate.get(), key.get()));
    }
    arguments
        .text("--database-url")
        .ifPresent(url -> settings.add("--drayage.storage.database.url=" + databaseUrl(url)));
    addCache(arguments, settings);
    return settings;
  }

  /** Both files are watched: a certificate that is renewed is used from then on. */
  private static List<String> tls(Path certificate, Path key) {
    String bundle = "--spring.ssl.bundle.pem.registry.";
    return List.of(
        bundle + "keystore.certificate=file:" + certificate,
        bundle + "keystore.private-key=file:" + key,
        bundle + "reload-on-update=true",
        "--server.ssl.bundle=registry");
  }

  /** A password in it would be in every list of processes. */
  private static String databaseUrl(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new UsageException("--database-url must begin with jdbc:postgresql:");
    }
    if (url.contains("password=")) {
      throw new UsageException(
          "--database-url must not have the password: name it in DRAYAGE_STORAGE_DATABASE_PASSWORD");
    }
    return url;
  }

  private static void addCache(Arguments arguments, List<String> settings) {
    String prefix = "--drayage.storage.upstreams.";
    List<String> patterns = arguments.texts("--cache");
    if (!patterns.isEmpty()) {
      settings.add(prefix + "allowed=" + String.join(",", patterns));
    }
    List<String> hosts = arguments.texts("--cache-host");
    if (!hosts.isEmpty()) {
      settings.add(prefix + "hosts=" + String.join(",", hosts));
    }
    file(arguments, "--cache-config").ifPresent(f -> settings.add(prefix + "registries-conf=" + f));
    file(arguments, "--cache-authfile").ifPresent(f -> settings.add(prefix + "authfile=" + f));
    file(arguments, "--cache-cert-dir").ifPresent(f -> settings.add(prefix + "certificates=" + f));
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new UsageException("--port must be a number from 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static Optional<Path> file(Arguments arguments, String flag) {
    Optional<Path> file = arguments.text(flag).map(name -> Path.of(name).toAbsolutePath());
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new UsageException("%s: cannot read %s".formatted(flag, file.get()));
    }
    return file;
  }
}
