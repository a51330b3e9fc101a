/**
 * What a registry does: pulls, pushes, tags, referrers and garbage collection, by rules that know
 * neither HTTP nor SQL nor Spring.
 */
@NullMarked
package io.drayage.storage.domain;

import org.jspecify.annotations.NullMarked;
