package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RepositoryPath;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a token is wanted for, as Docker's token protocol writes it. */
public sealed interface TokenScope {
  /** Rights to one repository. */
  record InRepository(RepositoryPath repository, Set<Right> rights) implements TokenScope {
    public InRepository {
      rights = Set.copyOf(rights);
    }
  }

  /** To list repositories. */
  record Catalog() implements TokenScope {}

  /** So many different scopes fit into one token. */
  int MOST = 100;

  /**
   * Reads {@code repository:NAME:ACTION,ACTION} and {@code registry:catalog:*}, several of them
   * separated by spaces. What this registry does not know gets nobody anything and is left out.
   *
   * @throws InvalidFormatException when there are too many
   */
  static List<TokenScope> parse(List<String> texts) {
    List<TokenScope> scopes = new ArrayList<>();
    for (String text : texts) {
      for (String one : text.split(" ", MOST + 2)) {
        parse(one).ifPresent(scopes::add);
      }
      if (scopes.size() > MOST) {
        throw new InvalidFormatException(
            "a token can have at most %d scopes; ask for several".formatted(MOST));
      }
    }
    return scopes;
  }

  private static Optional<TokenScope> parse(String text) {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first < 0 || first == last) {
      return Optional.empty();
    }
    String type = text.substring(0, first);
    String name = text.substring(first + 1, last);
    Set<Right> rights = rights(text.substring(last + 1));
    if (type.equals("registry") && name.equals("catalog")) {
      return Optional.of(new Catalog());
    }
    // The class of the content may follow the type: repository(plugin).
    if (!type.equals("repository") && !type.startsWith("repository(")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new InRepository(new RepositoryPath(name), rights));
    } catch (InvalidFormatException _) {
      return Optional.empty();
    }
  }

  private static Set<Right> rights(String actions) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (String action : actions.split(",", -1)) {
      switch (action) {
        case "pull" -> rights.add(Right.PULL);
        case "push" -> rights.add(Right.PUSH);
        case "delete" -> rights.add(Right.DELETE);
        case "*" -> rights.addAll(EnumSet.of(Right.PULL, Right.PUSH, Right.DELETE));
        default -> {}
      }
    }
    return rights;
  }
}
