package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.User;
import io.drayage.api.storage.UserChange;
import io.drayage.api.storage.UserList;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Users;
import io.drayage.storage.web.access.Entrance;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users of the database, for administrators. */
@RestController
@RequestMapping("/api/v1/users")
public final class UserController {
  private final Users users;
  private final Entrance entrance;

  public UserController(Users users, Entrance entrance) {
    this.users = users;
    this.entrance = entrance;
  }

  /** Lists the users of the database; those of the htpasswd file are not among them. */
  @GetMapping
  UserList listUsers() {
    Callers.current().requireAdministrator();
    return new UserList(users.list().stream().map(UserController::view).toList());
  }

  /** Adds a user, or gives him another password and other groups. */
  @PutMapping("/{name}")
  User putUser(@PathVariable String name, @RequestBody UserChange change) {
    Callers.current().requireAdministrator();
    Users.User user = Wanted.value("name", () -> new Users.User(name, Set.copyOf(change.groups())));
    Wanted.value(
        "password",
        () -> {
          Users.User.checkPassword(change.password());
          return user;
        });
    users.put(user, change.password());
    entrance.forget();
    return view(user);
  }

  /** Removes a user; what was granted to him stays, for one of the same name. */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteUser(@PathVariable String name) {
    Callers.current().requireAdministrator();
    if (!users.remove(name)) {
      throw new ProblemException(ProblemCode.USER_UNKNOWN, "the database has no such user");
    }
    entrance.forget();
  }

  private static User view(Users.User user) {
    return new User(user.name(), user.groups().stream().sorted().toList());
  }
}
