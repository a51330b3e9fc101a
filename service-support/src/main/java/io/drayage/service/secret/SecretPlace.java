package io.drayage.service.secret;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one place where a secret belongs. It is part of what is authenticated: a secret that was
 * copied to another row or column does not decrypt there.
 *
 * @param table such as {@code registry}
 * @param row the key of the row
 * @param column such as {@code password}
 */
public record SecretPlace(String table, String row, String column) {

  /** The same for no two places and keys: each part has its length in front. */
  byte[] bytes(String key) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (String part : List.of(SealedSecret.VERSION, key, table, row, column)) {
        byte[] text = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** {@code password of registry quay.io}. */
  @Override
  public String toString() {
    return "%s of %s %s".formatted(column, table, row);
  }
}
