/**
 * Hands out images to another process: skopeo's image proxy protocol, version 0.2.8, by which
 * ostree and bootc read images.
 */
@NullMarked
package io.drayage.cli.proxy;

import org.jspecify.annotations.NullMarked;
