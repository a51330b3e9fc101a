package io.drayage.copy;

import io.drayage.image.Platform;
import java.util.Optional;

/**
 * How an image is copied.
 *
 * @param selection what of an index is copied
 * @param platform what {@link ImageSelection.OnePlatform} chooses by
 * @param format the format that manifests are converted to; empty keeps them when the destination
 *     takes them
 */
public record CopyOptions(
    ImageSelection selection,
    Platform platform,
    Optional<ManifestFormat> format,
    DigestRule digests,
    CompressionRule compression,
    SignatureOptions signatures,
    ReferrerRule referrers,
    EncryptionRule encryption,
    TransferRule transfers) {

  /**
   * Skopeo's defaults: one image of an index, everything else as it is; and its referrers with it.
   */
  public static CopyOptions forPlatform(Platform platform) {
    return new CopyOptions(
        new ImageSelection.OnePlatform(),
        platform,
        Optional.empty(),
        DigestRule.MAY_CHANGE,
        new CompressionRule.AsNeeded(),
        SignatureOptions.COPY,
        ReferrerRule.STANDARD,
        new EncryptionRule.Keep(),
        TransferRule.STANDARD);
  }

  /** Which referrers come along, whatever the reason for leaving others behind. */
  public ReferrerFilter wantedReferrers() {
    return signatures.existing() == SignatureRule.REMOVE
        ? new ReferrerFilter.WithoutSignatures(referrers.filter())
        : referrers.filter();
  }

  public CopyOptions with(ImageSelection other) {
    return new CopyOptions(
        other,
        platform,
        format,
        digests,
        compression,
        signatures,
        referrers,
        encryption,
        transfers);
  }

  public CopyOptions with(ManifestFormat other) {
    return new CopyOptions(
        selection,
        platform,
        Optional.of(other),
        digests,
        compression,
        signatures,
        referrers,
        encryption,
        transfers);
  }

  public CopyOptions with(DigestRule other) {
    return new CopyOptions(
        selection,
        platform,
        format,
        other,
        compression,
        signatures,
        referrers,
        encryption,
        transfers);
  }

  public CopyOptions with(CompressionRule other) {
    return new CopyOptions(
        selection, platform, format, digests, other, signatures, referrers, encryption, transfers);
  }

  public CopyOptions with(SignatureOptions other) {
    return new CopyOptions(
        selection, platform, format, digests, compression, other, referrers, encryption, transfers);
  }

  public CopyOptions with(ReferrerRule other) {
    return new CopyOptions(
        selection,
        platform,
        format,
        digests,
        compression,
        signatures,
        other,
        encryption,
        transfers);
  }

  public CopyOptions with(EncryptionRule other) {
    return new CopyOptions(
        selection, platform, format, digests, compression, signatures, referrers, other, transfers);
  }

  public CopyOptions with(TransferRule other) {
    return new CopyOptions(
        selection,
        platform,
        format,
        digests,
        compression,
        signatures,
        referrers,
        encryption,
        other);
  }
}
