package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tokens, in the order of their names.
 *
 * @param next what to give as {@code after} for the next page; absent on the last one
 */
public record TokenPage(List<TokenResource> tokens, @Nullable String next) {
  public TokenPage {
    tokens = List.copyOf(tokens);
  }
}
