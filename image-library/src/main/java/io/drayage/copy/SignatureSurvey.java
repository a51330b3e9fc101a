package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.signature.Signature;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.SignatureReads;
import io.drayage.transport.SignatureStorage;
import io.drayage.transport.SignatureStorage.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out what must be known of signatures before an image is copied: those of the source, once
 * for each manifest, whether they approve it, and what the destination lacks of them. Thread-safe.
 */
final class SignatureSurvey {
  private final CopyRequest request;
  private final SignatureOptions options;
  private final ImageApproval approval;
  private final Optional<SignatureReads> reads;
  private final ImageDestination destination;
  private final Sides sides;
  private final Map<Digest, List<Signature>> found = new ConcurrentHashMap<>();

  SignatureSurvey(
      CopyRequest request,
      ImageSource source,
      ImageDestination destination,
      ImageApproval approval) {
    this.request = request;
    this.options = request.options().signatures();
    this.approval = approval;
    this.reads = source.as(SignatureReads.class);
    this.destination = destination;
    this.sides = new Sides(request);
  }

  /** Whether every manifest must be read, though the destination may have the image. */
  boolean needsManifests() {
    return approval.needsSignatures();
  }

  /** Whether an image that is at the destination already may lack signatures there. */
  boolean mayBeIncomplete() throws IOException {
    return !options.signers().isEmpty()
        || (options.existing() == SignatureRule.COPY
            && reads.isPresent()
            && sides.at(
                Side.SOURCE, "looking for signatures", () -> reads.get().mayHaveSignatures()));
  }

  /**
   * Looks whether the copy can be signed as it is asked for.
   *
   * @throws CopyException when it cannot
   */
  void requireSigning() throws IOException {
    for (ImageSigner signer : options.signers()) {
      sides.at(Side.DESTINATION, "signing", this::identity);
      requireStorage(signer.form());
    }
  }

  private String identity() throws CopyRefusedException {
    return SigningIdentity.of(options, destination.location());
  }

  /**
   * Asks whether an image may be copied.
   *
   * @throws CopyException when it may not
   */
  void approve(RawManifest manifest) throws IOException {
    if (!approval.needsSignatures()) {
      return;
    }
    List<Signature> signatures = ofSource(manifest.digest());
    sides.doAt(
        Side.SOURCE,
        "asking the trust policy about the image " + manifest.digest(),
        () -> approval.approve(manifest, signatures));
  }

  /** The signatures that a manifest has at the source and shall keep. */
  List<Signature> kept(Digest manifest) throws IOException {
    return options.existing() == SignatureRule.COPY ? ofSource(manifest) : List.of();
  }

  /** Whether a manifest that was asked about has signatures to keep, so that it must not change. */
  boolean keeps(Digest manifest) {
    return options.existing() == SignatureRule.COPY
        && !found.getOrDefault(manifest, List.of()).isEmpty();
  }

  private List<Signature> ofSource(Digest manifest) throws IOException {
    if (reads.isEmpty()) {
      return List.of();
    }
    List<Signature> known = found.get(manifest);
    if (known != null) {
      return known;
    }
    List<Signature> read =
        sides.at(
            Side.SOURCE,
            "reading the signatures of " + manifest,
            () -> reads.get().signatures(manifest));
    found.put(manifest, read);
    return read;
  }

  /**
   * What the destination lacks.
   *
   * @param stays whether the manifest arrives as it is
   * @throws CopyException when it cannot be stored there
   */
  SignatureFact fact(Digest manifest, boolean stays) throws IOException {
    List<Signature> missing = new ArrayList<>(kept(manifest));
    if (missing.isEmpty() && options.signers().isEmpty()) {
      return new SignatureFact(List.of(), List.of());
    }
    for (Signature signature : missing) {
      requireStorage(Form.of(signature));
    }
    List<ImageSigner> signers = new ArrayList<>(options.signers());
    if (stays) {
      List<Signature> there = there(manifest);
      missing.removeAll(there);
      String name = signers.isEmpty() ? "" : identity();
      signers.removeIf(
          signer -> there.stream().anyMatch(s -> signer.signer().made(s, manifest, name)));
    }
    return new SignatureFact(missing, signers);
  }

  private List<Signature> there(Digest manifest) throws IOException {
    Optional<SignatureStorage> storage = destination.as(SignatureStorage.class);
    return storage.isEmpty()
        ? List.of()
        : sides.at(
            Side.DESTINATION,
            "reading the signatures of " + manifest,
            () -> storage.get().signatures(manifest));
  }

  private void requireStorage(Form form) throws IOException {
    Optional<SignatureStorage> storage = destination.as(SignatureStorage.class);
    Optional<String> refusal =
        storage.isEmpty()
            ? Optional.of("Pushing signatures there is not supported")
            : sides.at(
                Side.DESTINATION, "looking for signatures", () -> storage.get().refusal(form));
    if (refusal.isPresent()) {
      throw refused(
          "storing signatures",
          "Can not copy signatures to %s: %s; --remove-signatures leaves those of the source behind"
              .formatted(destination.location(), refusal.get()));
    }
  }

  private CopyException refused(String step, String reason) {
    return new CopyException(request, step, Side.DESTINATION, new CopyRefusedException(reason));
  }
}
