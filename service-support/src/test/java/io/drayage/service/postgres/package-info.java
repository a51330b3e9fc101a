@org.jspecify.annotations.NullMarked
package io.drayage.service.postgres;
