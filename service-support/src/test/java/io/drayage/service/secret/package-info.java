@NullMarked
package io.drayage.service.secret;

import org.jspecify.annotations.NullMarked;
