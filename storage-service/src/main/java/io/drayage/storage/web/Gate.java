package io.drayage.storage.web;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.web.access.Entrance;
import io.drayage.storage.web.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Lets a request through to what its caller may do. */
final class Gate {
  private final Entrance entrance;

  Gate(Entrance entrance) {
    this.entrance = entrance;
  }

  boolean isOpen() {
    return entrance.isOpen();
  }

  /**
   * Who calls.
   *
   * @throws RefusedException when he may not do this; the answer says then how to get further
   */
  Caller admit(Route route, HttpServletRequest request, HttpServletResponse response) {
    Need need = Need.of(route, request.getMethod());
    Caller caller;
    try {
      caller = entrance.caller(request);
    } catch (RefusedException e) {
      if (e.code() == RefusalCode.UNAUTHORIZED) {
        entrance.challenge(request, response, scope(need));
      }
      throw e;
    }
    try {
      check(need, caller);
    } catch (RefusedException e) {
      if (e.code() == RefusalCode.DENIED && caller.proof() != Caller.Proof.REGISTRY_TOKEN) {
        throw e;
      }
      // A token may have been made for something else; its owner may get another one.
      entrance.challenge(request, response, scope(need));
      throw new RefusedException(RefusalCode.UNAUTHORIZED, String.valueOf(e.getMessage()));
    }
    return caller;
  }

  private static void check(Need need, Caller caller) {
    switch (need) {
      case Need.Entry _ -> {
        // Clients try passwords here, and those that are not asked here for any never show one.
        if (caller.proof() == Caller.Proof.NONE) {
          throw caller.refusal("user name and password are needed");
        }
      }
      case Need.Listing _ -> {
        if (caller.visible().isEmpty()) {
          throw caller.refusal("you may not list repositories");
        }
      }
      case Need.InRepository(RepositoryPath repository, Right right) ->
          caller.require(right, repository);
    }
  }

  private static Optional<Scope> scope(Need need) {
    return switch (need) {
      case Need.Entry _ -> Optional.empty();
      case Need.Listing _ -> Optional.of(Scope.CATALOG);
      case Need.InRepository(RepositoryPath repository, Right right) ->
          Optional.of(Scope.of(repository, right));
    };
  }
}
