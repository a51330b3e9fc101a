package io.drayage.registries.explain;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.registries.AuthFilePath;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.ShortNameChooser;
import io.drayage.registries.ShortNameResolution;
import io.drayage.registries.ShortNameResolution.FullName;
import io.drayage.registries.ShortNameResolution.Unresolved;
import io.drayage.registries.SourceFile;
import io.drayage.registries.explain.ImageExplanation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains names by the configuration of a host. It reads what it needs once and contacts nobody
 * but the credential helpers, so it can be asked about whole fleets. Thread-safe.
 */
public final class Explainer {
  private static final String TRANSPORT = "docker://";

  private final HostConfiguration host;
  private final ImageExplainer images;
  private final List<SourceFile> files;

  /**
   * @throws RegistriesConfigException when the remembered short names cannot be read
   */
  public Explainer(HostConfiguration host, Overrides overrides) throws RegistriesConfigException {
    this.host = host;
    this.images = new ImageExplainer(host, overrides);
    this.files = files(host);
  }

  /** Explains a name for somebody who cannot be asked what a short one means. */
  public Explanation explain(String text) throws RegistriesConfigException {
    try {
      return explain(text, ShortNameChooser.nobody());
    } catch (RegistriesConfigException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("nobody was asked", e);
    }
  }

  /**
   * Explains {@code [docker://]REFERENCE}. Behind {@code docker://} nothing is a short name, as for
   * copies; without it, a name without a registry is resolved as podman does.
   *
   * @throws RegistriesConfigException when the files cannot be read
   * @throws IOException when the chooser fails
   */
  public Explanation explain(String text, ShortNameChooser chooser) throws IOException {
    ShortNameResolution name;
    try {
      name =
          text.startsWith(TRANSPORT)
              ? new FullName(Reference.parse(text.substring(TRANSPORT.length())))
              : host.shortNames().resolve(text, chooser);
    } catch (InvalidFormatException e) {
      return new Explanation(
          text,
          Optional.empty(),
          List.of(),
          files,
          new Verdict(Outcome.UNRESOLVED, String.valueOf(e.getMessage())));
    }
    List<ImageExplanation> explained = new ArrayList<>();
    for (Reference candidate :
        name instanceof Unresolved unresolved ? unresolved.possible() : name.candidates()) {
      explained.add(images.explain(candidate));
    }
    return new Explanation(text, Optional.of(name), explained, files, verdict(name, explained));
  }

  private static Verdict verdict(ShortNameResolution name, List<ImageExplanation> explained) {
    if (name instanceof Unresolved unresolved) {
      return new Verdict(Outcome.UNRESOLVED, unresolved.reason());
    }
    return explained.stream()
        .map(ImageExplanation::verdict)
        .filter(verdict -> verdict.outcome() == Outcome.ALLOWED)
        .findFirst()
        .orElseGet(() -> explained.getFirst().verdict());
  }

  private static List<SourceFile> files(HostConfiguration host) throws RegistriesConfigException {
    List<SourceFile> files = new ArrayList<>(host.registries().sources());
    files.add(host.shortNames().source());
    for (AuthFilePath auth : host.credentials().files()) {
      files.add(
          new SourceFile(
              auth.file(),
              Files.exists(auth.file()) ? SourceFile.State.READ : SourceFile.State.ABSENT,
              "credentials; the first file with a match counts"));
    }
    Path policy = Path.of(host.policy().source());
    if (policy.isAbsolute() || Files.exists(policy)) {
      files.add(new SourceFile(policy, SourceFile.State.READ, "trust policy"));
    }
    return files;
  }
}
