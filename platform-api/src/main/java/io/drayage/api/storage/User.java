package io.drayage.api.storage;

import java.util.List;

/**
 * A user of the registry's database.
 *
 * @param groups the groups he is in, whose rights he has
 */
public record User(String name, List<String> groups) {
  public User {
    groups = List.copyOf(groups);
  }
}
