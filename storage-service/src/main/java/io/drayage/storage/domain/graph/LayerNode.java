package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import java.util.Optional;

/**
 * A layer as a part of an image.
 *
 * @param size in bytes, as it is stored and transferred
 * @param diffId what it holds, whatever its compression; nothing when the config does not tell
 * @param chain stands for this layer and all below it, in every image
 */
public record LayerNode(Digest digest, long size, Optional<Digest> diffId, Digest chain) {}
