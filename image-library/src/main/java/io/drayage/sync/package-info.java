/**
 * Many images in one run: which ones (a repository, a folder, a layout, a YAML file with filters),
 * where each of them goes, and one scheduler that moves them. Planning is apart from moving, so
 * that a dry run is the same plan, printed.
 */
@NullMarked
package io.drayage.sync;

import org.jspecify.annotations.NullMarked;
