/** What registries allow an account, shared by all who use it. */
@NullMarked
package io.drayage.registry.budget;

import org.jspecify.annotations.NullMarked;
