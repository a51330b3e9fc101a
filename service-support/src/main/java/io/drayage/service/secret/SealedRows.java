package io.drayage.service.secret;

import java.util.List;

/** All secrets of one column of a table. */
public interface SealedRows {

  /** A secret and where it is. */
  record Row(SecretPlace place, SealedSecret secret) {}

  /** Those behind a row, in the order of their rows; nothing at the end. */
  List<Row> after(String row, int limit);

  /**
   * Puts another encryption of the same secret in its place.
   *
   * @return false when it is not there any more: somebody has changed it meanwhile
   */
  boolean replace(Row row, SealedSecret by);
}
