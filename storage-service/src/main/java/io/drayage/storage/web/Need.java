package io.drayage.storage.web;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Right;

/** What a request needs its caller to be allowed. */
sealed interface Need {
  /** To be known, or welcome without. */
  record Entry() implements Need {}

  /** To see anything at all. */
  record Listing() implements Need {}

  record InRepository(RepositoryPath repository, Right right) implements Need {}

  /** What a method on a route needs; methods that a route has not need what reading does. */
  static Need of(Route route, String method) {
    return switch (route) {
      case Route.Version _ -> new Entry();
      case Route.Catalog _ -> new Listing();
      case Route.Tags(RepositoryPath repository) -> new InRepository(repository, Right.PULL);
      case Route.Referrers(RepositoryPath repository, _) ->
          new InRepository(repository, Right.PULL);
      case Route.ManifestByDigest(RepositoryPath repository, _) ->
          new InRepository(repository, byMethod(method));
      case Route.ManifestByTag(RepositoryPath repository, _) ->
          new InRepository(repository, byMethod(method));
      case Route.Blob(RepositoryPath repository, _) ->
          new InRepository(repository, byMethod(method));
      case Route.NewUpload(RepositoryPath repository) -> new InRepository(repository, Right.PUSH);
      case Route.Upload(RepositoryPath repository, _) -> new InRepository(repository, Right.PUSH);
    };
  }

  private static Right byMethod(String method) {
    return switch (method) {
      case "DELETE" -> Right.DELETE;
      case "PUT", "POST", "PATCH" -> Right.PUSH;
      default -> Right.PULL;
    };
  }
}
