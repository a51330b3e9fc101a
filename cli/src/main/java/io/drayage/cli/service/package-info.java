/** The client of a service: which one, its resources, and what is shown of them. */
@NullMarked
package io.drayage.cli.service;

import org.jspecify.annotations.NullMarked;
