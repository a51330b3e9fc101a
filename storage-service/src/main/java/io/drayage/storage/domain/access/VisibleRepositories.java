package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.Listings;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The list of repositories, of which everybody sees what he may pull. */
public final class VisibleRepositories {
  private static final int BATCH = 1_000;

  private final Listings listings;

  public VisibleRepositories(Listings listings) {
    this.listings = listings;
  }

  public Page<String> list(Page.Request request, Caller caller) {
    if (caller.visible().allowsEverywhere(Right.PULL)) {
      return listings.repositories(request);
    }
    List<String> found = new ArrayList<>();
    Page<String> page = listings.repositories(new Page.Request(BATCH, request.after()));
    page.items().stream().filter(name -> sees(caller, name)).forEach(found::add);
    while (found.size() <= request.limit() && page.last().isPresent()) {
      page = listings.repositories(new Page.Request(BATCH, page.last().get()));
      page.items().stream().filter(name -> sees(caller, name)).forEach(found::add);
    }
    return Page.of(found, request, Function.identity());
  }

  private static boolean sees(Caller caller, String name) {
    try {
      return caller.sees(new RepositoryPath(name));
    } catch (InvalidFormatException e) {
      throw new IllegalStateException("the records hold a repository with such a name", e);
    }
  }
}
