package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Identity;
import io.drayage.storage.domain.access.Passwords;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Users of the htpasswd file, and of the database; the file comes first. */
public final class BcryptPasswords implements Passwords {
  private final Htpasswd file;
  private final JdbcUsers users;
  private final Verdicts verdicts;
  private final String decoy;

  /**
   * Checks passwords.
   *
   * @param cost of bcrypt, for users that there are not
   */
  public BcryptPasswords(Htpasswd file, JdbcUsers users, Verdicts verdicts, int cost) {
    this.file = file;
    this.users = users;
    this.verdicts = verdicts;
    this.decoy =
        file.users().stream()
            .findFirst()
            .flatMap(file::hash)
            .orElseGet(() -> BCrypt.hashpw("", BCrypt.gensalt(cost)));
  }

  private record Account(Identity identity, String hash) {}

  private Optional<Account> account(String name) {
    Optional<String> hash = file.hash(name);
    if (hash.isPresent()) {
      return Optional.of(new Account(new Identity(Grantee.user(name), Set.of()), hash.get()));
    }
    return users
        .row(name)
        .map(row -> new Account(new Identity(Grantee.user(name), row.user().groups()), row.hash()));
  }

  @Override
  public Optional<Identity> check(String user, String password) {
    Optional<Account> account = account(user);
    String hash = account.map(Account::hash).orElse(decoy);
    boolean right =
        verdicts.about(
            new Verdicts.Attempt(user, password, hash),
            () -> BCrypt.checkpw(password.getBytes(StandardCharsets.UTF_8), hash));
    return right ? account.map(Account::identity) : Optional.empty();
  }

  @Override
  public Optional<Known> find(String user) {
    return account(user).map(a -> new Known(a.identity(), verdicts.mark(a.hash())));
  }
}
