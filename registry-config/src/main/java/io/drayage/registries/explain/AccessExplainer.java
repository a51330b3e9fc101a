package io.drayage.registries.explain;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registries.CredentialLookup;
import io.drayage.registries.FoundCredential;
import io.drayage.registries.Position;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistryCertificates;
import io.drayage.registries.explain.CredentialExplanation.Kind;
import io.drayage.registries.explain.EndpointExplanation.Access;
import io.drayage.registries.explain.TlsExplanation.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Explains how a place is reached; the folders of certificates are read once for each registry. */
final class AccessExplainer {
  private record Certificates(Optional<Path> folder, RegistryCertificates files) {}

  private final HostConfiguration host;
  private final Overrides overrides;
  private final ConcurrentHashMap<RegistryHost, Certificates> certificates =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RepositoryName, CredentialExplanation> credentials =
      new ConcurrentHashMap<>();

  AccessExplainer(HostConfiguration host, Overrides overrides) {
    this.host = host;
    this.overrides = overrides;
  }

  /**
   * @param asked the registry that was named; credentials of the command line are for it alone
   * @throws RegistriesConfigException when the certificates are not complete
   */
  Access explain(PullEndpoint place, RegistryHost asked) throws RegistriesConfigException {
    RepositoryName repository = place.reference().repository();
    return new Access(
        tls(place),
        overrides.credential().isPresent() && repository.registry().equals(asked)
            ? given(overrides.credential().get())
            : credentials.computeIfAbsent(repository, this::stored));
  }

  Mode mode(boolean insecure) {
    boolean skipped =
        switch (overrides.verification()) {
          case CONFIGURED -> insecure;
          case REQUIRED -> false;
          case SKIPPED -> true;
        };
    return skipped ? Mode.INSECURE : Mode.VERIFIED;
  }

  private TlsExplanation tls(PullEndpoint place) throws RegistriesConfigException {
    RegistryHost registry = place.reference().repository().registry();
    Certificates found = certificates.get(registry);
    if (found == null) {
      found =
          new Certificates(
              host.certificates().folderFor(registry),
              host.certificates().certificatesFor(registry));
      certificates.put(registry, found);
    }
    return new TlsExplanation(mode(place.insecure()), reason(place), found.folder(), found.files());
  }

  private String reason(PullEndpoint place) {
    return switch (overrides.verification()) {
      case REQUIRED -> "asked for on the command line";
      case SKIPPED -> "switched off on the command line";
      case CONFIGURED ->
          place.insecure()
              ? "insecure = true, " + place.origin().map(Position::toString).orElse("")
              : "nothing says otherwise";
    };
  }

  private static CredentialExplanation given(Credential credential) {
    return new CredentialExplanation(
        kind(credential),
        Optional.of("command line"),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private CredentialExplanation stored(RepositoryName repository) {
    try {
      CredentialLookup lookup = host.credentials().lookup(repository);
      Optional<FoundCredential> found = lookup.found();
      return new CredentialExplanation(
          kind(lookup.credential()),
          found.map(credential -> credential.origin().toString()),
          found.map(FoundCredential::key),
          Optional.empty(),
          lookup.warnings());
    } catch (RegistriesConfigException e) {
      return new CredentialExplanation(
          Kind.ANONYMOUS,
          Optional.empty(),
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())),
          List.of());
    }
  }

  private static Kind kind(Credential credential) {
    return switch (credential) {
      case Credential.UsernamePassword _ -> Kind.PASSWORD;
      case Credential.IdentityToken _ -> Kind.IDENTITY_TOKEN;
      case Credential.RegistryToken _ -> Kind.REGISTRY_TOKEN;
      case Credential.Anonymous _ -> Kind.ANONYMOUS;
    };
  }
}
