@org.jspecify.annotations.NullMarked
package io.drayage.storage.domain;
