/** The REST API. */
@NullMarked
package io.drayage.copier.web;

import org.jspecify.annotations.NullMarked;
