package io.drayage.storage.web.access;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Right;

/**
 * What a request needs, as Docker's token protocol writes it.
 *
 * @param text {@code repository:NAME:ACTIONS} or {@code registry:catalog:*}
 */
public record Scope(String text) {
  /** To list repositories. */
  public static final Scope CATALOG = new Scope("registry:catalog:*");

  /** A right to one repository; whoever pushes pulls as well. */
  public static Scope of(RepositoryPath repository, Right right) {
    String actions =
        switch (right) {
          case PULL -> "pull";
          case PUSH -> "pull,push";
          case DELETE, ADMIN -> "delete";
        };
    return new Scope("repository:%s:%s".formatted(repository, actions));
  }
}
