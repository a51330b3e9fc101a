package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.LayerCompression;

/** A layer that was changed on its way, as it lies at the destination; the size is in bytes. */
record StoredLayer(Digest digest, long size, LayerCompression compression) {}
