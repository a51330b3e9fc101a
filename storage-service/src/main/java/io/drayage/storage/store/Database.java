package io.drayage.storage.store;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What all records are kept in. */
public record Database(JdbcClient jdbc, TransactionTemplate transactions) {

  <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(_ -> work.get());
  }

  /** The key of a repository, which is created when it is new. */
  long ensure(RepositoryPath repository) {
    Optional<Long> id = find(repository);
    if (id.isPresent()) {
      return id.get();
    }
    jdbc.sql("insert into repository (path) values (?) on conflict do nothing")
        .param(repository.value())
        .update();
    return find(repository).orElseThrow();
  }

  /** On whose behalf this thread works; part of what is recorded with a change. */
  String actor() {
    return Callers.current().name();
  }

  /** Says in this transaction on whose behalf tags are changed; triggers read it. */
  void sign() {
    jdbc.sql("select set_config('drayage.actor', ?, true)")
        .param(actor())
        .query((_, _) -> true)
        .list();
  }

  Optional<Long> find(RepositoryPath repository) {
    return jdbc.sql("select id from repository where path = ?")
        .param(repository.value())
        .query(Long.class)
        .optional();
  }
}
