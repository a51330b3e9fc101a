/** The platform's process on this machine: how it is started, found again and stopped. */
@NullMarked
package io.drayage.cli.platform;

import org.jspecify.annotations.NullMarked;
