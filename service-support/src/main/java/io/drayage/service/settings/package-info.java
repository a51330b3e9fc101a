/** The settings that services bring along. */
@NullMarked
package io.drayage.service.settings;

import org.jspecify.annotations.NullMarked;
