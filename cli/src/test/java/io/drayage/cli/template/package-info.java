@NullMarked
package io.drayage.cli.template;

import org.jspecify.annotations.NullMarked;
