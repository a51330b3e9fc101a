package io.drayage.bundle;

import io.drayage.copy.CopyEnd;
import io.drayage.image.Reference;

/**
 * An image that shall be in a bundle.
 *
 * @param name what it is called there
 * @param source where it is now
 */
public record WantedImage(Reference name, CopyEnd source) {}
