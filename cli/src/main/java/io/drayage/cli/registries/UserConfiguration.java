package io.drayage.cli.registries;

import io.drayage.cli.flag.RegistriesChoice;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoDuration;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.MirrorHealth;
import io.drayage.registries.MirrorHealthFile;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registries.ShortNames;
import io.drayage.registries.TrustPolicy;
import io.drayage.registries.explain.HostConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration files of the user as one command sees them: read once, when they are needed.
 * Thread-safe.
 */
public final class UserConfiguration {
  private static final String STRICT = "DRAY_STRICT_REGISTRIES";
  private static final String SKIP = "DRAY_SKIP_DOWN_MIRRORS";

  private final ConfigEnvironment environment;
  private final RegistriesChoice choice;
  private final CredentialFiles credentialFiles;
  private final Consumer<String> warnings;
  private @Nullable RegistriesConfig registries;
  private @Nullable MirrorHealth health;

  /**
   * @param warnings is told what cannot be used and does not keep the command from working
   */
  public UserConfiguration(
      ConfigEnvironment environment,
      RegistriesChoice choice,
      CredentialFiles credentialFiles,
      Consumer<String> warnings) {
    this.environment = environment;
    this.choice = choice;
    this.credentialFiles = credentialFiles;
    this.warnings = warnings;
  }

  /** What {@code registries.conf} and its drop-ins say. */
  public synchronized RegistriesConfig registries() throws RegistriesConfigException {
    if (registries == null) {
      RegistriesConfig loaded = RegistriesConfig.load(registriesFiles());
      registries = isStrict() ? loaded.strict() : loaded;
    }
    return registries;
  }

  /** Which files {@link #registries} reads. */
  public RegistriesConfigFiles registriesFiles() {
    return choice
        .main()
        .map(main -> RegistriesConfigFiles.startingWith(main, environment))
        .orElseGet(() -> RegistriesConfigFiles.standard(environment));
  }

  /** Which mirrors are left out. */
  public synchronized MirrorHealth health() {
    if (health == null) {
      Duration pause = choice.leaveOut().or(this::pauseOfEnvironment).orElse(Duration.ZERO);
      health =
          pause.isPositive()
              ? new MirrorHealthFile(
                  CacheFolder.of(environment).resolve("mirrors-down"),
                  pause,
                  InstantSource.system(),
                  warnings)
              : MirrorHealth.notKept();
    }
    return health;
  }

  private boolean isStrict() {
    return choice
        .strict()
        .orElseGet(
            () ->
                switch (variable(STRICT)) {
                  case "", "0", "false" -> false;
                  case "1", "true" -> true;
                  default -> throw new UsageException(STRICT + " must be true or false");
                });
  }

  private Optional<Duration> pauseOfEnvironment() {
    String text = variable(SKIP);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(GoDuration.parse(text));
    } catch (IllegalArgumentException e) {
      UsageException complaint =
          new UsageException("%s is no duration: %s".formatted(SKIP, e.getMessage()));
      complaint.initCause(e);
      throw complaint;
    }
  }

  private String variable(String name) {
    return environment.variables().getOrDefault(name, "");
  }

  /** The stored credentials. */
  public CredentialStore credentials() throws RegistriesConfigException {
    return new CredentialStore(credentialFiles, registries().credentialHelpers(), environment);
  }

  /**
   * All that the user's files say about images in registries, read once.
   *
   * @param certificateFolder used instead of certs.d
   */
  public HostConfiguration host(TrustPolicy policy, Optional<Path> certificateFolder)
      throws RegistriesConfigException {
    RegistriesConfig config = registries();
    return new HostConfiguration(
        config,
        new ShortNames(config, environment),
        credentials().snapshot(),
        certificateFolder.map(CertificateFolders::only).orElseGet(this::certificates),
        policy,
        health());
  }

  CertificateFolders certificates() {
    return CertificateFolders.standard(environment);
  }
}
