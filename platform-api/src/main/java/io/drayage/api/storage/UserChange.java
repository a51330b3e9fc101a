package io.drayage.api.storage;

import io.drayage.api.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user shall be.
 *
 * @param password 8 to 72 bytes
 * @param groups the groups he shall be in
 */
public record UserChange(String password, List<String> groups) {
  public UserChange(@Nullable String password, @Nullable List<String> groups) {
    if (password == null) {
      throw ProblemException.invalid("password", "is missing");
    }
    this.password = password;
    this.groups = groups == null ? List.of() : List.copyOf(groups);
  }

  @Override
  public String toString() {
    return "UserChange[password=***, groups=%s]".formatted(groups);
  }
}
