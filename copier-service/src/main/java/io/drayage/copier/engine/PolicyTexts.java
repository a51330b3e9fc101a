package io.drayage.copier.engine;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.PolicyExplanation;
import io.drayage.api.copier.PolicySpec;
import io.drayage.api.copier.PolicyVersion;
import io.drayage.copier.domain.policy.PolicyReading;
import io.drayage.copier.domain.policy.StoredPolicy;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.MirrorHealth;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registries.ShortNames;
import io.drayage.registries.SignatureConfig;
import io.drayage.registries.TrustPolicy;
import io.drayage.registries.explain.Explainer;
import io.drayage.registries.explain.Explanation;
import io.drayage.registries.explain.HostConfiguration;
import io.drayage.registries.explain.ImageExplanation;
import io.drayage.registries.explain.Overrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Understands policies as the container tools understand their files. What the texts say about the
 * machine itself (programs, keys and signatures in files) is refused: whoever writes a policy has
 * no business there. Thread-safe.
 */
public final class PolicyTexts implements PolicyReading {
  private static final int MOST_PROBLEMS = 50;

  private final Supplier<RegistriesConfig> standard;
  private final PolicyFolders folders;
  private final Path kept;

  /**
   * @param standard counts where a policy has no {@code registries.conf}
   * @param folder for files with the texts
   */
  public PolicyTexts(Supplier<RegistriesConfig> standard, Path folder) {
    this.standard = standard;
    this.folders = new PolicyFolders(folder.resolve("policies").toAbsolutePath().normalize());
    this.kept = folder.resolve("signatures").toAbsolutePath().normalize();
  }

  /** Reads one text of a policy. */
  @FunctionalInterface
  private interface Reader {
    List<String> complaints() throws IOException;
  }

  @Override
  public void check(PolicySpec spec) {
    List<FieldProblem> problems = new ArrayList<>();
    try {
      Path folder = folders.of(spec);
      check(problems, "registriesConf", () -> complaintsAboutRegistries(spec, folder));
      check(problems, "policyJson", () -> complaintsAboutTrust(spec, folder));
      check(problems, "registriesYaml", () -> complaintsAboutSignatures(spec, folder));
      if (!problems.isEmpty()) {
        PolicyFolders.remove(folder);
        throw ProblemException.invalid(problems);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(List<FieldProblem> problems, String field, Reader reader) throws IOException {
    List<String> complaints;
    try {
      complaints = reader.complaints();
    } catch (RegistriesConfigException e) {
      complaints =
          e.problems().isEmpty()
              ? List.of(String.valueOf(e.getMessage()))
              : e.problems().stream().limit(MOST_PROBLEMS).map(Object::toString).toList();
    }
    for (String complaint : complaints) {
      problems.add(FieldProblem.of(field, shown(complaint)));
    }
  }

  /** Files are called by their names; where they are is nobody's business. */
  private String shown(String text) {
    return text.replaceAll(
        java.util.regex.Pattern.quote(folders.parent().toString())
            + "/[0-9a-f]+/(registries\\.d/)?",
        "");
  }

  private List<String> complaintsAboutRegistries(PolicySpec spec, Path folder) throws IOException {
    return registries(spec, folder).credentialHelpers().equals(List.of(CredentialStore.AUTH_FILES))
        ? List.of()
        : List.of(
            "names credential-helpers, which are programs; describe the registry with its credentials instead");
  }

  private List<String> complaintsAboutTrust(PolicySpec spec, Path folder) throws IOException {
    return trust(spec, folder).stream()
        .flatMap(policy -> policy.keyFiles().stream())
        .distinct()
        .map(
            file ->
                "names the file %s, and files of the service are not read; put the key into keyData"
                    .formatted(file))
        .toList();
  }

  private List<String> complaintsAboutSignatures(PolicySpec spec, Path folder) throws IOException {
    signatures(spec, folder);
    String text = spec.registriesYaml();
    return text != null && text.contains("file:")
        ? List.of(
            "keeps signatures in a folder of the service; name a web server, or use-sigstore-attachments")
        : List.of();
  }

  /**
   * Reads a policy.
   *
   * @throws IOException when it cannot be used, which was checked when it was stored
   */
  PolicyRules read(PolicySpec spec) throws IOException {
    Path folder = folders.of(spec);
    return new PolicyRules(
        registries(spec, folder), trust(spec, folder), signatures(spec, folder), kept);
  }

  private RegistriesConfig registries(PolicySpec spec, Path folder) throws IOException {
    return spec.registriesConf() == null
        ? standard.get()
        : RegistriesConfig.load(
            RegistriesConfigFiles.startingWith(
                folder.resolve(PolicyFolders.REGISTRIES), environment(folder)));
  }

  private static Optional<TrustPolicy> trust(PolicySpec spec, Path folder) throws IOException {
    String text = spec.policyJson();
    return text == null
        ? Optional.empty()
        : Optional.of(
            TrustPolicy.parse(
                text.getBytes(StandardCharsets.UTF_8), folder.resolve(PolicyFolders.TRUST)));
  }

  private Optional<SignatureConfig> signatures(PolicySpec spec, Path folder) throws IOException {
    return spec.registriesYaml() == null
        ? Optional.empty()
        : Optional.of(
            SignatureConfig.load(folder.resolve(PolicyFolders.SIGNATURES), environment(kept)));
  }

  /** Nothing of this machine counts: no user's files, no system's, no programs. */
  private static ConfigEnvironment environment(Path home) {
    return new ConfigEnvironment(Map.of(), home, 1, home.resolve("none"));
  }

  @Override
  public PolicyExplanation explain(StoredPolicy policy, String reference) {
    try {
      Reference.parse(reference);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("reference", String.valueOf(e.getMessage()));
    }
    try {
      Path folder = folders.of(policy.spec());
      ConfigEnvironment environment = environment(folder);
      RegistriesConfig registries = registries(policy.spec(), folder);
      HostConfiguration host =
          new HostConfiguration(
              registries,
              new ShortNames(registries, environment),
              new CredentialStore(
                      CredentialFiles.standard(environment),
                      List.of(CredentialStore.AUTH_FILES),
                      environment)
                  .snapshot(),
              CertificateFolders.standard(environment),
              trust(policy.spec(), folder).orElseGet(TrustPolicy::acceptingEverything),
              MirrorHealth.notKept());
      return view(
          policy.identity(), new Explainer(host, Overrides.NONE).explain("docker://" + reference));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PolicyExplanation view(PolicyVersion policy, Explanation explanation) {
    ImageExplanation image = explanation.images().getFirst();
    return new PolicyExplanation(
        policy,
        image.reference().toString(),
        image.verdict().outcome().toString(),
        shown(image.verdict().reason()),
        image.endpoints().stream()
            .map(
                endpoint ->
                    new PolicyExplanation.Endpoint(
                        endpoint.place().reference().map(Reference::toString).orElse(null),
                        endpoint.place().role().toString(),
                        endpoint.state().toString(),
                        shown(endpoint.reason()),
                        endpoint
                            .place()
                            .origin()
                            .map(position -> shown(position.toString()))
                            .orElse(null)))
            .toList(),
        new PolicyExplanation.Trust(
            image.policy().rule(),
            image.policy().decision().toString(),
            image.policy().requirements()),
        image.warnings().stream().map(lint -> shown(lint.text())).toList());
  }
}
