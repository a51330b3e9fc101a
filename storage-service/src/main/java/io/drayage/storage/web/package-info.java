/** The OCI Distribution protocol on servlets. */
@NullMarked
package io.drayage.storage.web;

import org.jspecify.annotations.NullMarked;
