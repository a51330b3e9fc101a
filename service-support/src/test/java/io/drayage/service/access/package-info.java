@NullMarked
package io.drayage.service.access;

import org.jspecify.annotations.NullMarked;
