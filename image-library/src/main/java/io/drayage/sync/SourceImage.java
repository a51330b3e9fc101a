package io.drayage.sync;

import io.drayage.copy.CopyEnd;
import io.drayage.image.Platform;
import java.util.List;

/**
 * An image that a run found at its source.
 *
 * @param name what the destination's name is made of: a reference, a relative path, or a name in a
 *     layout
 * @param platforms what is copied of an index; empty for what the run says
 * @param where what messages name it by
 */
record SourceImage(CopyEnd end, String name, List<Platform> platforms, String where) {}
