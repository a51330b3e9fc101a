package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks folders with certificates of registries. */
final class CertificatesCheck {
  private final ReportBuilder report;
  private final InstantSource clock;

  CertificatesCheck(ReportBuilder report, InstantSource clock) {
    this.report = report;
    this.clock = clock;
  }

  /** All folders of a host; the first one for a registry counts. */
  void check(CertificateFolders folders) {
    Map<String, Path> first = new HashMap<>();
    try {
      for (Path folder : folders.all()) {
        String name = String.valueOf(folder.getFileName());
        Path counting = first.putIfAbsent(name, folder);
        if (counting != null) {
          report.file(folder, SourceFile.State.IGNORED, counting + " comes first");
          report.warning(
              "certificate-folder-hidden",
              Position.whole(folder),
              "%s counts for this registry and this folder does not; move what is needed there"
                  .formatted(counting));
          continue;
        }
        check(folder);
      }
    } catch (RegistriesConfigException e) {
      report.error("unreadable-certificates", Path.of("certs.d"), e);
    }
  }

  /** One folder. */
  void check(Path folder) {
    report.file(folder, SourceFile.State.READ, "certificates");
    String name = String.valueOf(folder.getFileName());
    reasonAgainst(name)
        .ifPresent(
            reason ->
                report.warning(
                    "certificate-folder-never-used",
                    Position.whole(folder),
                    "no registry is called \"%s\": %s; name it host or host:port"
                        .formatted(name, reason)));
    try {
      RegistryCertificates found = CertificateFolders.read(folder);
      found.authorities().forEach(this::checkCertificate);
      found.clients().forEach(pair -> checkCertificate(pair.certificate()));
    } catch (RegistriesConfigException e) {
      report.error("incomplete-certificates", folder, e);
    }
  }

  private static Optional<String> reasonAgainst(String name) {
    try {
      return name.equals(new RegistryHost(name).value())
          ? Optional.empty()
          : Optional.of("it is written otherwise");
    } catch (InvalidFormatException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void checkCertificate(Path file) {
    Collection<? extends Certificate> certificates;
    try {
      byte[] bytes = BoundedFile.bytes(file).orElse(new byte[0]);
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
    } catch (CertificateException e) {
      report.error(
          "invalid-certificate",
          file,
          "it holds no certificate that can be read (%s); replace it by a PEM file"
              .formatted(e.getMessage()));
      return;
    } catch (RegistriesConfigException e) {
      report.error("invalid-certificate", file, e);
      return;
    }
    if (certificates.isEmpty()) {
      report.warning(
          "invalid-certificate",
          Position.whole(file),
          "it holds no certificate; replace it by a PEM file, or remove it");
    }
    for (Certificate certificate : certificates) {
      if (certificate instanceof X509Certificate x509) {
        checkTime(file, x509);
      }
    }
  }

  private void checkTime(Path file, X509Certificate certificate) {
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(clock.instant())) {
      report.warning(
          "certificate-expired",
          Position.whole(file),
          "the certificate of %s expired at %s; replace it"
              .formatted(certificate.getSubjectX500Principal(), end));
    }
  }
}
