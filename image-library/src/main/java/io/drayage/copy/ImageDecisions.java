package io.drayage.copy;

import io.drayage.copy.DestinationTraits.Naming;
import io.drayage.copy.chunked.ZstdChunkedOutputStream;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.LayerCompression;
import io.drayage.image.MediaType;
import io.drayage.image.Schema1Manifest;
import io.drayage.transport.LayerForm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides how images and indexes are stored: which manifest format, and what is done to layers.
 * Pure.
 *
 * @param compressions how a layer is compressed, whatever its media type says
 * @param signed whether a manifest, or an index above it, has signatures that it shall keep
 */
record ImageDecisions(
    CopyOptions options,
    DestinationTraits destination,
    Function<Descriptor, LayerCompression> compressions,
    Predicate<Digest> signed) {

  /** Whether a manifest has to stay as it is, byte for byte. */
  boolean bytesAreFixed(Digest manifest) {
    return options.digests() == DigestRule.PRESERVE
        || destination.naming() == Naming.BY_DIGEST
        || isSigned(manifest);
  }

  /** Whether its signatures, or those of an index above it, would be wrong after a change. */
  boolean isSigned(Digest manifest) {
    return signed.test(manifest);
  }

  /** What to do so that a manifest may change. */
  String remedy(Digest manifest) {
    if (options.digests() == DigestRule.PRESERVE) {
      return "leave out --preserve-digests, or the options that ask for the change";
    }
    return isSigned(manifest)
        ? "it is signed, and a change would invalidate its signatures: leave out the options that ask for the change, or its signatures by --remove-signatures"
        : "name the destination by a tag";
  }

  /** Whether nothing was asked for that could change an image the destination takes as it is. */
  boolean nothingAskedFor() {
    return options.format().isEmpty()
        && (options.compression() instanceof CompressionRule.AsNeeded
            || options.compression() instanceof CompressionRule.AcceptUncompressed)
        && options.encryption() instanceof EncryptionRule.Keep;
  }

  ImageDecision decide(ImageManifest manifest) throws IOException {
    return decide(manifest, changes(manifest));
  }

  /**
   * What is done to each layer.
   *
   * @throws IOException when no key opens an encrypted one, or one cannot be encrypted
   */
  List<LayerChange> changes(ImageManifest manifest) throws IOException {
    var encryption = new EncryptionDecisions(options.encryption());
    return manifest.isImage()
        ? encryption.decide(manifest, this::packing)
        : encryption.none(manifest);
  }

  ImageDecision decide(ImageManifest manifest, List<LayerChange> changes)
      throws CopyRefusedException {
    MediaType own = manifest.raw().mediaType();
    if (!manifest.isImage()) {
      requireAccepted(own, manifest.raw().digest() + " is no image that could be converted");
      return unchanged(manifest);
    }
    requireCopiedLayers(manifest);
    ImageDecision decision = new ImageDecision(imageForm(manifest, changes), changes);
    if (!bytesAreFixed(manifest.raw().digest()) || decision.keeps(manifest)) {
      return decision;
    }
    if (nothingAskedFor() && destination.accepts(own)) {
      return unchanged(manifest);
    }
    throw new CopyRefusedException(
        "the manifest %s would have to change (to %s%s), but its digest must stay: %s"
            .formatted(
                manifest.raw().digest(),
                decision.form(),
                decision.form().equals(own) ? " with other layers" : "",
                remedy(manifest.raw().digest())));
  }

  /** An archive of plain layers has no place for URLs: every layer must be in it. */
  private void requireCopiedLayers(ImageManifest manifest) throws CopyRefusedException {
    for (Descriptor layer : manifest.layers()) {
      if (destination.layerForm() == LayerForm.UNCOMPRESSED && !CopyPlanner.isCopied(layer)) {
        throw new CopyRefusedException(
            "layer %s is not copied, since it is to be fetched from %s, and this destination must"
                    .formatted(layer.digest(), layer.urls().getFirst())
                + " hold every layer: copy to a registry, or to oci: or dir:");
      }
    }
  }

  private static ImageDecision unchanged(ImageManifest manifest) {
    return new ImageDecision(manifest.raw().mediaType(), LayerChange.none(manifest.layers()));
  }

  private LayerChange packing(Descriptor layer) {
    if (layer.mediaType().isForeignLayer()) {
      return new LayerChange.None();
    }
    LayerCompression compression = compressions.apply(layer);
    return switch (options.compression()) {
      case CompressionRule.Decompress _ -> unpack(compression);
      case CompressionRule.Compress(_, var level, var scope) -> {
        CompressionAlgorithm algorithm = algorithm();
        boolean wanted =
            compression == LayerCompression.NONE
                || (scope == CompressionRule.Scope.ALL
                    && compression != LayerCompression.UNKNOWN
                    && !isCompressedBy(algorithm, layer, compression));
        yield wanted ? new LayerChange.Compress(algorithm, level) : new LayerChange.None();
      }
      case CompressionRule.AcceptUncompressed _ ->
          destination.layerForm() == LayerForm.UNCOMPRESSED
              ? unpack(compression)
              : new LayerChange.None();
      case CompressionRule.AsNeeded _ ->
          switch (destination.layerForm()) {
            case ANY -> new LayerChange.None();
            case UNCOMPRESSED -> unpack(compression);
            case COMPRESSED ->
                compression == LayerCompression.NONE
                    ? new LayerChange.Compress(CompressionAlgorithm.GZIP, OptionalInt.empty())
                    : new LayerChange.None();
          };
    };
  }

  /**
   * Encrypted layers cannot be read in parts, and their table of contents would tell who sees it
   * what is in them: they get plain zstd instead.
   */
  private CompressionAlgorithm algorithm() {
    CompressionAlgorithm asked =
        options.compression() instanceof CompressionRule.Compress(var algorithm, _, _)
            ? algorithm
            : CompressionAlgorithm.GZIP;
    return asked == CompressionAlgorithm.ZSTD_CHUNKED
            && options.encryption() instanceof EncryptionRule.Encrypt
        ? CompressionAlgorithm.ZSTD
        : asked;
  }

  private static boolean isCompressedBy(
      CompressionAlgorithm algorithm, Descriptor layer, LayerCompression compression) {
    return switch (algorithm) {
      case GZIP -> compression == LayerCompression.GZIP;
      case ZSTD -> compression == LayerCompression.ZSTD;
      case ZSTD_CHUNKED -> layer.annotations().containsKey(ZstdChunkedOutputStream.CHECKSUM);
    };
  }

  private static LayerChange unpack(LayerCompression compression) {
    return compression == LayerCompression.GZIP || compression == LayerCompression.ZSTD
        ? new LayerChange.Decompress()
        : new LayerChange.None();
  }

  private MediaType imageForm(ImageManifest manifest, List<LayerChange> changes)
      throws CopyRefusedException {
    MediaType own = manifest.raw().mediaType();
    boolean encrypted = EncryptionDecisions.leavesEncrypted(manifest, changes);
    boolean zstd =
        changes.stream()
            .anyMatch(
                c ->
                    c.packing() instanceof LayerChange.Compress(CompressionAlgorithm algorithm, _)
                        && algorithm != CompressionAlgorithm.GZIP);
    Optional<MediaType> asked = asked(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST);
    if (zstd && asked.isPresent() && asked.get().equals(MediaType.DOCKER_MANIFEST)) {
      throw new CopyRefusedException(
          "Docker's v2s2 manifests cannot name zstd layers: choose the format oci, or gzip");
    }
    if (encrypted && asked.isPresent() && asked.get().equals(MediaType.DOCKER_MANIFEST)) {
      throw new CopyRefusedException(
          "Docker's v2s2 manifests cannot name encrypted layers: choose the format oci");
    }
    if (zstd || encrypted) {
      return requireAccepted(
          MediaType.OCI_MANIFEST, (zstd ? "zstd" : "encrypted") + " layers need it");
    }
    if (asked.isPresent()) {
      return requireAccepted(asked.get(), "it was asked for");
    }
    return firstAccepted(own, MediaType.DOCKER_MANIFEST, MediaType.OCI_MANIFEST);
  }

  /** The form of an image that has Docker's first format. */
  MediaType decide(Schema1Manifest old) throws CopyRefusedException {
    MediaType own = old.raw().mediaType();
    boolean asked = options.format().isPresent() && options.format().get() != ManifestFormat.V2S1;
    if (!asked && destination.accepts(own)) {
      return own;
    }
    if (bytesAreFixed(old.raw().digest())) {
      throw new CopyRefusedException(
          "the schema 1 manifest %s would have to be converted, but its digest must stay: %s"
              .formatted(old.raw().digest(), remedy(old.raw().digest())));
    }
    Optional<MediaType> form = asked(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST);
    return form.isPresent()
        ? requireAccepted(form.get(), "it was asked for")
        : firstAccepted(MediaType.DOCKER_MANIFEST, MediaType.OCI_MANIFEST);
  }

  /** The form of an index whose images are stored as they were decided on. */
  MediaType indexForm(ImageIndex index, List<MediaType> children) throws CopyRefusedException {
    MediaType form = freeIndexForm(index, children);
    if (isSigned(index.raw().digest()) && !form.equals(index.raw().mediaType())) {
      throw new CopyRefusedException(
          "the index %s would have to change to %s, but its digest must stay: %s"
              .formatted(index.raw().digest(), form, remedy(index.raw().digest())));
    }
    return form;
  }

  private MediaType freeIndexForm(ImageIndex index, List<MediaType> children)
      throws CopyRefusedException {
    MediaType own = index.raw().mediaType();
    Optional<MediaType> asked = asked(MediaType.OCI_INDEX, MediaType.DOCKER_LIST);
    if (asked.isPresent()) {
      return requireAccepted(asked.get(), "it was asked for");
    }
    if (own.equals(MediaType.DOCKER_LIST)
        && !nothingAskedFor()
        && children.contains(MediaType.OCI_MANIFEST)) {
      return requireAccepted(MediaType.OCI_INDEX, "its images have OCI manifests");
    }
    return firstAccepted(own, MediaType.DOCKER_LIST, MediaType.OCI_INDEX);
  }

  private Optional<MediaType> asked(MediaType oci, MediaType docker) throws CopyRefusedException {
    if (options.format().isEmpty()) {
      return Optional.empty();
    }
    return switch (options.format().get()) {
      case OCI -> Optional.of(oci);
      case V2S2 -> Optional.of(docker);
      case V2S1 ->
          throw new CopyRefusedException(
              "writing manifests of the format v2s1 is not supported, registries have dropped it:"
                  + " choose v2s2 or oci");
    };
  }

  private MediaType firstAccepted(MediaType... candidates) throws CopyRefusedException {
    for (MediaType candidate : candidates) {
      if (destination.accepts(candidate)) {
        return candidate;
      }
    }
    return requireAccepted(candidates[0], "the source has it");
  }

  private MediaType requireAccepted(MediaType type, String reason) throws CopyRefusedException {
    if (destination.accepts(type) || !type.isManifest()) {
      return type;
    }
    throw new CopyRefusedException(
        "the destination cannot store a manifest of type %s (%s)%s"
            .formatted(
                type,
                reason,
                type.isIndex() ? ": choose one platform instead of the whole index" : ""));
  }
}
