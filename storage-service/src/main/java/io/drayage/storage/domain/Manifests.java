package io.drayage.storage.domain;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import java.util.List;
import java.util.Optional;

/** Pulls, pushes and deletes of manifests: distribution specification 1.1, end-3, 7 and 9. */
public final class Manifests {
  private final ManifestRecords records;
  private final ManifestReading reading;

  public Manifests(ManifestRecords records, IndexRule rule) {
    this.records = records;
    this.reading = new ManifestReading(rule);
  }

  public RawManifest get(RepositoryPath repository, Digest digest) {
    return records
        .find(repository, digest)
        .orElseThrow(() -> unknown(repository, digest.toString()));
  }

  public RawManifest get(RepositoryPath repository, Tag tag) {
    Digest digest =
        records.resolve(repository, tag).orElseThrow(() -> unknown(repository, tag.toString()));
    return get(repository, digest);
  }

  /**
   * Stores a manifest under its digest and under tags.
   *
   * @param expected the digest that the client names, if it does
   */
  public PushedManifest put(
      RepositoryPath repository, Submission submission, List<Tag> tags, Optional<Digest> expected) {
    RawManifest raw = verified(submission, expected);
    PushedManifest manifest = reading.read(raw, tags);
    records.put(repository, manifest);
    return manifest;
  }

  /** Finds out what a manifest needs and refers to; nothing is stored. */
  public PushedManifest read(RawManifest raw, List<Tag> tags) {
    return reading.read(raw, tags);
  }

  /** Stores a manifest that was read. */
  public void put(RepositoryPath repository, PushedManifest manifest) {
    records.put(repository, manifest);
  }

  private static RawManifest verified(Submission submission, Optional<Digest> expected) {
    try {
      return expected.isPresent()
          ? RawManifest.verified(submission.bytes(), submission.mediaType(), expected.get())
          : RawManifest.of(submission.bytes(), submission.mediaType());
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.DIGEST_INVALID, String.valueOf(e.getMessage()));
    }
  }

  public void delete(RepositoryPath repository, Digest digest) {
    if (!records.delete(repository, digest)) {
      throw unknown(repository, digest.toString());
    }
  }

  /** Deletes a tag; the manifest stays. */
  public void delete(RepositoryPath repository, Tag tag) {
    if (!records.delete(repository, tag)) {
      throw unknown(repository, tag.toString());
    }
  }

  private static RefusedException unknown(RepositoryPath repository, String reference) {
    return new RefusedException(
        RefusalCode.MANIFEST_UNKNOWN,
        "the repository %s has no manifest %s".formatted(repository, reference));
  }

  /** The bytes of a manifest and what the client calls them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and read once
  public record Submission(byte[] bytes, MediaType mediaType) {}
}
