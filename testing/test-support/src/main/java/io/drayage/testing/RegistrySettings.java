package io.drayage.testing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a {@link MemoryRegistry} behaves; each {@code with…} gives a changed copy.
 *
 * @param pageSize the most entries in one page of tags, repositories or referrers
 * @param chunkMinimum bytes that every chunk but the last must have ({@code OCI-Chunk-Min-Length}),
 *     0 for no minimum
 * @param keepUpTo bytes; larger uploaded blobs are verified, counted and forgotten
 * @param blobOrigin another server to which GET of a blob redirects
 */
public record RegistrySettings(
    Set<RegistrySwitch> switches,
    Authentication authentication,
    int pageSize,
    long chunkMinimum,
    long keepUpTo,
    Optional<BlobOrigin> blobOrigin) {

  public RegistrySettings {
    switches = Set.copyOf(switches);
  }

  /** The specification's ideal registry: open to all, pages of 1000, keeps blobs up to 64 MiB. */
  public static RegistrySettings ideal() {
    return new RegistrySettings(
        Set.of(), Authentication.none(), 1000, 0, 64L << 20, Optional.empty());
  }

  public RegistrySettings with(RegistrySwitch first, RegistrySwitch... more) {
    Set<RegistrySwitch> all = EnumSet.of(first, more);
    all.addAll(switches);
    return new RegistrySettings(all, authentication, pageSize, chunkMinimum, keepUpTo, blobOrigin);
  }

  public RegistrySettings withAuthentication(Authentication other) {
    return new RegistrySettings(switches, other, pageSize, chunkMinimum, keepUpTo, blobOrigin);
  }

  public RegistrySettings withPageSize(int entries) {
    return new RegistrySettings(
        switches, authentication, entries, chunkMinimum, keepUpTo, blobOrigin);
  }

  public RegistrySettings withChunkMinimum(long bytes) {
    return new RegistrySettings(switches, authentication, pageSize, bytes, keepUpTo, blobOrigin);
  }

  public RegistrySettings withKeepUpTo(long bytes) {
    return new RegistrySettings(
        switches, authentication, pageSize, chunkMinimum, bytes, blobOrigin);
  }

  public RegistrySettings withBlobOrigin(BlobOrigin origin) {
    return new RegistrySettings(
        switches, authentication, pageSize, chunkMinimum, keepUpTo, Optional.of(origin));
  }
}
