@org.jspecify.annotations.NullMarked
package io.drayage.api.client;
