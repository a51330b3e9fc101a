package io.drayage.registries;

import io.drayage.registries.RegistriesFileReader.Formats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Looks over whole configurations: {@code registries.conf} with its drop-ins, the remembered short
 * names, files with credentials, {@code certs.d}, {@code registries.d} and {@code policy.json}. All
 * mistakes of all files are found in one go; no secret is shown and nobody is contacted.
 * Thread-safe.
 */
public final class ConfigCheck {
  private final ConfigEnvironment environment;
  private final InstantSource clock;

  /**
   * @param clock tells which certificates have expired
   */
  public ConfigCheck(ConfigEnvironment environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * All that counts on a host.
   *
   * @param policy used instead of the standard one
   */
  public ConfigReport host(
      RegistriesConfigFiles registries, CredentialFiles credentials, Optional<Path> policy) {
    ReportBuilder report = new ReportBuilder();
    RegistriesCheck check = new RegistriesCheck(report, environment);
    check.check(registries);
    check.checkShortNames(ShortNameCache.file(environment));
    new CredentialsCheck(report, environment).check(credentials);
    new CertificatesCheck(report, clock).check(CertificateFolders.standard(environment));
    checkSignatures(report, () -> SignatureConfig.load(environment));
    PolicyCheck policies = new PolicyCheck(report);
    policy.ifPresentOrElse(policies::check, () -> policies.check(environment));
    return report.report();
  }

  /**
   * Single files and folders, each by itself. What kind a file is is seen by its name and content.
   *
   * @throws RegistriesConfigException when there is no such file, or its kind cannot be told
   */
  public ConfigReport files(List<Path> paths) throws RegistriesConfigException {
    ReportBuilder report = new ReportBuilder();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        checkFolder(path, report);
      } else {
        checkFile(path, report);
      }
    }
    return report.report();
  }

  /** Reads a {@code registries.d}. */
  private interface SignatureSource {
    SignatureConfig load() throws RegistriesConfigException;
  }

  private static void checkSignatures(ReportBuilder report, SignatureSource source) {
    try {
      SignatureConfig config = source.load();
      if (Files.isDirectory(config.folder())) {
        report.file(config.folder(), SourceFile.State.READ, "places of signatures");
      }
      config.lint().forEach(report::add);
    } catch (RegistriesConfigException e) {
      report.error("invalid-registries-d", Path.of("registries.d"), e);
    }
  }

  private void checkFolder(Path folder, ReportBuilder report) throws RegistriesConfigException {
    List<Path> content = list(folder);
    boolean dropIns = content.stream().anyMatch(file -> file.toString().endsWith(".conf"));
    boolean certificates =
        content.stream().anyMatch(file -> file.toString().matches(".*\\.(crt|cert|key)"));
    if (dropIns) {
      RegistriesCheck check = new RegistriesCheck(report, environment);
      content.stream()
          .filter(file -> file.toString().endsWith(".conf"))
          .forEach(file -> check.check(file, Formats.NEW_ONLY));
    } else if (content.stream().anyMatch(file -> file.toString().endsWith(".yaml"))) {
      checkSignatures(report, () -> SignatureConfig.load(folder, environment));
    } else if (certificates) {
      new CertificatesCheck(report, clock).check(folder);
    } else {
      throw new RegistriesConfigException(
          "%s is no folder of drop-ins (*.conf), places of signatures (*.yaml) or certificates (*.crt, *.cert, *.key); name the files in it"
              .formatted(folder));
    }
  }

  private static List<Path> list(Path folder) throws RegistriesConfigException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "cannot list %s: %s; check its permissions".formatted(folder, Failures.reason(e)), e);
    }
    Collections.sort(files);
    return files;
  }

  private void checkFile(Path file, ReportBuilder report) throws RegistriesConfigException {
    String name = String.valueOf(file.getFileName());
    Optional<byte[]> bytes = BoundedFile.bytes(file);
    if (bytes.isEmpty()) {
      throw new RegistriesConfigException("%s does not exist; correct the path".formatted(file));
    }
    RegistriesCheck registries = new RegistriesCheck(report, environment);
    if (name.equals("short-name-aliases.conf")) {
      registries.checkShortNames(file);
    } else if (name.endsWith(".conf") || name.endsWith(".toml")) {
      Path folder = file.toAbsolutePath().getParent();
      boolean dropIn = folder != null && folder.toString().endsWith(".d");
      registries.check(file, dropIn ? Formats.NEW_ONLY : Formats.BOTH);
    } else if (name.equals(".dockercfg")) {
      new CredentialsCheck(report, environment).check(AuthFilePath.legacy(file));
    } else if (name.endsWith(".json")) {
      checkJson(file, new String(bytes.get(), StandardCharsets.UTF_8), report);
    } else {
      throw new RegistriesConfigException(
          "the name of %s does not tell what it is; known are *.conf, *.toml, *.json, .dockercfg and folders of them"
              .formatted(file));
    }
  }

  /** Policies always have a default; files with credentials never do. */
  private void checkJson(Path file, String text, ReportBuilder report) {
    boolean policy =
        String.valueOf(file.getFileName()).equals("policy.json")
            || text.contains("\"default\"")
            || text.contains("\"transports\"");
    if (policy) {
      new PolicyCheck(report).check(file);
    } else {
      new CredentialsCheck(report, environment).check(AuthFilePath.current(file));
    }
  }
}
