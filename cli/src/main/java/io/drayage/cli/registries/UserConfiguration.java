package io.drayage.cli.registries;

import io.drayage.registries.CertificateFolders;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.MirrorHealth;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registries.ShortNames;
import io.drayage.registries.TrustPolicy;
import io.drayage.registries.explain.HostConfiguration;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration files of the user as one command sees them: read once, when they are needed.
 * Thread-safe.
 */
public final class UserConfiguration {
  private final ConfigEnvironment environment;
  private final Optional<Path> registriesConf;
  private final CredentialFiles credentialFiles;
  private @Nullable RegistriesConfig registries;

  /**
   * @param registriesConf used instead of the standard file
   */
  public UserConfiguration(
      ConfigEnvironment environment,
      Optional<Path> registriesConf,
      CredentialFiles credentialFiles) {
    this.environment = environment;
    this.registriesConf = registriesConf;
    this.credentialFiles = credentialFiles;
  }

  /** What {@code registries.conf} and its drop-ins say. */
  public synchronized RegistriesConfig registries() throws RegistriesConfigException {
    if (registries == null) {
      registries =
          RegistriesConfig.load(
              registriesConf
                  .map(main -> RegistriesConfigFiles.startingWith(main, environment))
                  .orElseGet(() -> RegistriesConfigFiles.standard(environment)));
    }
    return registries;
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
        MirrorHealth.notKept());
  }

  CertificateFolders certificates() {
    return CertificateFolders.standard(environment);
  }
}
