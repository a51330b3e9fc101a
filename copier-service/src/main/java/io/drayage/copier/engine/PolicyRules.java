package io.drayage.copier.engine;

import io.drayage.copy.PolicyApproval;
import io.drayage.copy.SourceApproval;
import io.drayage.registries.Lookaside;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.SignatureConfig;
import io.drayage.registries.SignaturePlaces;
import io.drayage.registries.TrustPolicy;
import io.drayage.signature.PolicyEvaluation;
import io.drayage.transport.SignatureRouting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A policy that was read.
 *
 * @param trust empty when every image is trusted
 * @param signatures empty when signatures are neither read nor kept
 * @param kept the one folder of this machine that may hold signatures
 */
record PolicyRules(
    RegistriesConfig registries,
    Optional<TrustPolicy> trust,
    Optional<SignatureConfig> signatures,
    Path kept) {

  /** Which images may be copied. */
  SourceApproval approval(InstantSource clock) {
    return trust
        .<SourceApproval>map(
            policy ->
                new PolicyApproval(
                    policy,
                    new PolicyEvaluation(clock),
                    PolicyApproval.SignatureDemand.AS_THE_POLICY_SAYS))
        .orElse(SourceApproval.EVERYTHING);
  }

  /** Where signatures are; a folder that somebody else uses is none of those places. */
  Optional<SignatureRouting> routing() {
    return signatures.map(
        config ->
            reference -> {
              SignaturePlaces places = config.placesFor(reference);
              requireOwn(places.reading());
              requireOwn(places.writing());
              return places;
            });
  }

  private void requireOwn(Lookaside place) throws IOException {
    if (place instanceof Lookaside.Folder(Path folder) && !folder.normalize().startsWith(kept)) {
      throw new IOException(
          "the policy keeps signatures in %s, a folder of the service; name a web server or use-sigstore-attachments"
              .formatted(folder));
    }
  }
}
