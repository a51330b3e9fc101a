package io.drayage.api.storage;

import java.util.List;

/** The users of the registry's database, by name. */
public record UserList(List<User> users) {
  public UserList {
    users = List.copyOf(users);
  }
}
