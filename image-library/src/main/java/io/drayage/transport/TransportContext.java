package io.drayage.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the transports of one side (source or destination) need to know of the world: the registries
 * and how to reach them, and where local files go.
 *
 * @param registries reaches registries with this side's credentials and TLS settings; shared by all
 *     images of a run, so that connections and tokens are
 * @param temporaryFolder where archives are spooled
 * @param sharedBlobFolder a folder that {@code oci:} layouts keep their blobs in instead of their
 *     own
 */
public record TransportContext(
    RegistryAccess registries, Path temporaryFolder, Optional<Path> sharedBlobFolder) {}
