/** What the service is made of. */
@NullMarked
package io.drayage.copier.config;

import org.jspecify.annotations.NullMarked;
