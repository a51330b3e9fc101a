package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.DigestTag;
import io.drayage.transport.Referrer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to what in a layout: entries of {@code index.json} that name a subject, entries
 * whose name is a tag of cosign, and, as some tools write them, indexes whose name is a referrers
 * tag.
 */
final class LayoutReferrers {

  /** Reads a manifest of the layout. */
  interface ManifestReader {
    RawManifest read(Descriptor manifest) throws IOException;
  }

  private final ManifestReader reader;
  private final Map<Digest, Set<Referrer>> bySubject = new LinkedHashMap<>();

  private LayoutReferrers(ManifestReader reader) {
    this.reader = reader;
  }

  /** Looks at all entries; one whose content is not there belongs to nothing. */
  static LayoutReferrers of(LayoutIndex index, ManifestReader reader) throws IOException {
    LayoutReferrers referrers = new LayoutReferrers(reader);
    for (Descriptor entry : index.entries()) {
      referrers.add(entry);
    }
    return referrers;
  }

  /** What belongs to a manifest, by subject first. */
  List<Referrer> of(Digest subject) {
    List<Referrer> found = new ArrayList<>(bySubject.getOrDefault(subject, Set.of()));
    found.sort((a, b) -> Boolean.compare(a.tag().isPresent(), b.tag().isPresent()));
    return List.copyOf(found);
  }

  private void add(Descriptor entry) throws IOException {
    Optional<DigestTag> tag = LayoutIndex.nameOf(entry).flatMap(DigestTag::parse);
    if (tag.isPresent() && tag.get().kind() != DigestTag.Kind.REFERRERS) {
      put(new Referrer(plain(entry, entry.artifactType()), tag.get().subject(), tag));
      return;
    }
    Optional<Manifest> manifest = read(entry);
    if (manifest.isEmpty()) {
      return;
    }
    if (tag.isPresent() && manifest.get() instanceof ImageIndex list) {
      for (Descriptor listed : list.manifests()) {
        put(
            new Referrer(
                plain(listed, listed.artifactType()), tag.get().subject(), Optional.empty()));
      }
      return;
    }
    switch (manifest.get()) {
      case ImageManifest image -> {
        MediaType own = image.artifactType();
        put(entry, image.subject(), own == null ? image.config().mediaType() : own);
      }
      case ImageIndex nested -> put(entry, nested.subject(), nested.artifactType());
      case Schema1Manifest _, UnknownManifest _ -> {}
    }
  }

  /** Docker's formats have no subject. */
  private Optional<Manifest> read(Descriptor entry) throws IOException {
    if (!entry.mediaType().equals(MediaType.OCI_MANIFEST)
        && !entry.mediaType().equals(MediaType.OCI_INDEX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(entry).parse());
    } catch (ContentNotFoundException e) {
      return Optional.empty();
    } catch (InvalidFormatException e) {
      throw new IOException("manifest %s: %s".formatted(entry.digest(), e.getMessage()), e);
    }
  }

  private void put(
      Descriptor entry, @Nullable Descriptor subject, @Nullable MediaType artifactType) {
    if (subject != null) {
      put(new Referrer(plain(entry, artifactType), subject.digest(), Optional.empty()));
    }
  }

  private void put(Referrer referrer) {
    bySubject.computeIfAbsent(referrer.subject(), _ -> new LinkedHashSet<>()).add(referrer);
  }

  /** The same content found in two ways is one referrer. */
  private static Descriptor plain(Descriptor entry, @Nullable MediaType artifactType) {
    return new Descriptor(
        entry.mediaType(), entry.digest(), entry.size(), List.of(), Map.of(), null, artifactType);
  }
}
