package io.drayage.sync;

import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;

/**
 * An image that is meant, before it has a place at a destination.
 *
 * @param options how it is copied: those of the request, with what its rule says about platforms
 * @param where the entry that asks for it, for messages
 */
public record SelectedImage(CopyEnd source, CopyOptions options, String where) {}
