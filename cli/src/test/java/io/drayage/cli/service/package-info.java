@NullMarked
package io.drayage.cli.service;

import org.jspecify.annotations.NullMarked;
