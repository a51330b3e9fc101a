package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.registries.KeySource;
import io.drayage.registries.PolicyRequirement;
import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import io.drayage.registries.PolicyRequirement.KeyType;
import io.drayage.registries.PolicyRequirement.Reject;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys of requirements and makes what verifies signatures with them. */
final class SignatureChecks {
  private final InstantSource time;

  SignatureChecks(InstantSource time) {
    this.time = time;
  }

  /**
   * @throws IOException when keys cannot be read
   * @throws InvalidFormatException when they are no keys, or cannot be used for the requirement
   */
  SignatureCheck of(PolicyRequirement requirement) throws IOException {
    return switch (requirement) {
      case SignedBy signedBy -> signedBy(signedBy);
      case SigstoreSigned sigstore ->
          new SigstoreSignedCheck(sigstoreKeys(sigstore), sigstore.identity());
      case InsecureAcceptAnything _, Reject _ ->
          throw new IllegalArgumentException("needs no signature: " + requirement.type());
    };
  }

  private SignatureCheck signedBy(SignedBy requirement) throws IOException {
    if (requirement.keyType() != KeyType.GPG_KEYS) {
      throw new InvalidFormatException(
          "keyType %s is not implemented by any tool; use %s"
              .formatted(requirement.keyType(), KeyType.GPG_KEYS));
    }
    return new SignedByCheck(
        OpenPgpKeys.read(KeyMaterial.read(requirement.keys())), requirement.identity(), time);
  }

  private SigstoreKeys sigstoreKeys(SigstoreSigned requirement) throws IOException {
    List<SigstorePublicKey> rekorKeys = new ArrayList<>();
    if (requirement.rekorKeys().isPresent()) {
      rekorKeys.addAll(publicKeys(requirement.rekorKeys().get(), "the Rekor key"));
      if (rekorKeys.stream().anyMatch(key -> key.type() != SigstoreKeyType.EC)) {
        throw new InvalidFormatException("a key of Rekor is no ECDSA key");
      }
    }
    return switch (requirement.keys()) {
      case KeySource.Files files -> known(publicKeys(files, "the key"), requirement, rekorKeys);
      case KeySource.Data data -> known(publicKeys(data, "the key"), requirement, rekorKeys);
      case KeySource.Fulcio(var authority, var issuer, var email) -> {
        if (rekorKeys.isEmpty()) {
          throw new InvalidFormatException("fulcio needs a key of Rekor");
        }
        yield new SigstoreKeys.ByFulcio(
            new CertificateAuthorities(certificates(authority, "Fulcio's authority"), List.of()),
            issuer,
            email,
            rekorKeys);
      }
      case KeySource.Pki pki -> pki(pki);
    };
  }

  private static SigstoreKeys known(
      List<SigstorePublicKey> keys, SigstoreSigned requirement, List<SigstorePublicKey> rekorKeys) {
    return requirement.rekorKeys().isPresent()
        ? new SigstoreKeys.Logged(keys, rekorKeys)
        : new SigstoreKeys.Known(keys);
  }

  private SigstoreKeys pki(KeySource.Pki source) throws IOException {
    if (source.subjectEmail().isEmpty() && source.subjectHostname().isEmpty()) {
      throw new InvalidFormatException("pki needs subjectEmail or subjectHostname");
    }
    List<X509Certificate> intermediates =
        source.intermediates().isPresent()
            ? certificates(source.intermediates().get(), "an intermediate authority")
            : List.of();
    return new SigstoreKeys.ByPki(
        new CertificateAuthorities(certificates(source.roots(), "a root authority"), intermediates),
        source.subjectEmail(),
        source.subjectHostname(),
        time);
  }

  private static List<SigstorePublicKey> publicKeys(KeySource source, String what)
      throws IOException {
    List<SigstorePublicKey> keys = new ArrayList<>();
    for (byte[] pem : KeyMaterial.read(source)) {
      keys.add(SigstorePublicKey.read(pem, what));
    }
    return List.copyOf(keys);
  }

  private static List<X509Certificate> certificates(KeySource source, String what)
      throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] pem : KeyMaterial.read(source)) {
      certificates.addAll(CertificateAuthorities.read(pem, what));
    }
    return certificates;
  }
}
