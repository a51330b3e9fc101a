package io.drayage.cli.command;

import io.drayage.cli.flag.UsageException;

/** The flag {@code --database-url}. */
final class DatabaseUrl {
  private DatabaseUrl() {}

  /** A password in it would be in every list of processes. */
  static String check(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new UsageException("--database-url must begin with jdbc:postgresql:");
    }
    if (url.contains("password=")) {
      throw new UsageException(
          "--database-url must not have the password: name it in DRAYAGE_DATABASE_PASSWORD");
    }
    return url;
  }
}
