package io.drayage.service.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final SecretPlace PLACE = new SecretPlace("registry", "quay.io", "password");
  private static final SecretText SECRET = new SecretText("s3cret ☃");

  @TempDir Path folder;
  private Path path;
  private KeyFile file;
  private SecretBox box;

  @BeforeEach
  void open() throws IOException {
    path = folder.resolve("inner/keys");
    file = KeyFile.openOrCreate(path, RANDOM, TODAY);
    box = new SecretBox(file, RANDOM);
  }

  @Test
  void opensWhatItSealedAndSealsNothingTwiceAlike() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      SealedSecret sealed = box.seal(SECRET, PLACE);
      assertThat(seen.add(sealed.toString())).isTrue();
      assertThat(sealed.toString()).startsWith("v1:2026-11-24:").doesNotContain("s3cret");
      SealedSecret read = SealedSecret.parse(sealed.toString()).orElseThrow();
      assertThat(read).isEqualTo(sealed);
      assertThat(box.open(read, PLACE)).isEqualTo(SECRET);
    }
  }

  @Test
  void printsNoSecretAndNoKey() throws IOException {
    String key = Files.readString(path).strip().substring("2026-11-24:".length());

    assertThat(SECRET.toString()).isEqualTo("***");
    assertThat(file.keys().toString()).doesNotContain(key);
    assertThatThrownBy(() -> SecretKeys.parse(List.of("a:" + key, "a:" + key), "here"))
        .isInstanceOf(SecretException.class)
        .hasMessage("line 2 of here names the key \"a\" again");
    assertThatThrownBy(() -> SecretKeys.parse(List.of(key), "here"))
        .isInstanceOf(SecretException.class)
        .hasMessageNotContaining(key);
  }

  @Test
  void staysInItsPlace() {
    SealedSecret sealed = box.seal(SECRET, PLACE);

    for (SecretPlace other :
        List.of(
            new SecretPlace("registry", "evil.example", "password"),
            new SecretPlace("registry", "quay.io", "token"),
            new SecretPlace("webhook", "quay.io", "password"),
            new SecretPlace("registryq", "uay.io", "password"))) {
      assertThatThrownBy(() -> box.open(sealed, other))
          .isInstanceOf(SecretException.class)
          .hasMessageContaining("cannot decrypt the " + other)
          .hasMessageContaining("changed or moved");
    }
  }

  @Test
  void noticesEveryChangedBit() {
    SealedSecret sealed = box.seal(SECRET, PLACE);
    byte[] content = sealed.content();

    for (int i = 0; i < content.length; i++) {
      byte[] changed = content.clone();
      changed[i] ^= 1;
      SealedSecret other = new SealedSecret(sealed.key(), changed);
      assertThatThrownBy(() -> box.open(other, PLACE)).isInstanceOf(SecretException.class);
    }
    assertThat(SealedSecret.parse("s3cret")).isEmpty();
    assertThat(SealedSecret.parse("v1:k:AAAA")).isEmpty();
  }

  @Test
  void keepsKeysFromOthers() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    String before = Files.readString(path);

    KeyFile.openOrCreate(path, RANDOM, TODAY.plusDays(1));
    assertThat(Files.readString(path)).isEqualTo(before);
    file.add(RANDOM, TODAY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    try (var files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void saysWhichKeyIsMissingOrWrong() throws IOException {
    SealedSecret sealed = box.seal(SECRET, PLACE);
    Path other = folder.resolve("other");
    SecretBox stranger = new SecretBox(KeyFile.openOrCreate(other, RANDOM, TODAY), RANDOM);

    assertThatThrownBy(() -> stranger.open(sealed, PLACE))
        .hasMessageContaining("the key \"2026-11-24\" in " + other + " is another one");
    SecretBox later =
        new SecretBox(KeyFile.openOrCreate(folder.resolve("l"), RANDOM, TODAY.plusDays(1)), RANDOM);
    assertThatThrownBy(() -> later.open(sealed, PLACE))
        .hasMessageContaining("password of registry quay.io")
        .hasMessageContaining("with the key \"2026-11-24\", which is not in")
        .hasMessageContaining("put it back");
    Files.writeString(other, "# nothing");
    assertThatThrownBy(() -> KeyFile.open(other)).hasMessageContaining("has no key");
    Files.writeString(other, "k1:AAAA");
    assertThatThrownBy(() -> KeyFile.open(other))
        .hasMessageContaining("has 3 bytes rather than 32");
  }

  @Test
  void rotatesAndNeedsOldKeysNoMore() throws IOException {
    Rows rows = new Rows();
    for (int i = 0; i < 450; i++) {
      rows.add(box.seal(new SecretText("secret " + i), Rows.place("r%03d".formatted(i))));
    }
    String added = file.add(RANDOM, TODAY);
    KeyRotation rotation = new KeyRotation(box, List.of(rows));

    assertThat(added).isEqualTo("2026-11-24.2");
    rotation.check();
    assertThat(rotation.run()).isEqualTo(new KeyRotation.Outcome(added, 450, 0, List.of()));
    assertThat(rotation.run()).isEqualTo(new KeyRotation.Outcome(added, 0, 450, List.of()));
    Files.writeString(path, Files.readAllLines(path).getFirst());
    SecretBox without = new SecretBox(KeyFile.open(path), RANDOM);
    assertThat(without.open(rows.after("r448", 1).getFirst().secret(), Rows.place("r449")))
        .isEqualTo(new SecretText("secret 449"));
  }

  @Test
  void rotatesTheRestWhenOneIsLost() throws IOException {
    Rows rows = new Rows();
    rows.add(box.seal(SECRET, Rows.place("r000")));
    rows.add(box.seal(SECRET, Rows.place("elsewhere")));
    rows.add(box.seal(SECRET, Rows.place("r002")));
    file.add(RANDOM, TODAY);
    KeyRotation rotation = new KeyRotation(box, List.of(rows));

    KeyRotation.Outcome outcome = rotation.run();
    assertThat(outcome.encrypted()).isEqualTo(2);
    assertThat(outcome.failures()).singleElement().asString().contains("registry r001");
    assertThatThrownBy(rotation::check).hasMessageContaining("registry r001");
  }

  @Test
  void learnsOfKeysThatAnotherReplicaUses() throws IOException {
    KeyFile replica = KeyFile.open(path);
    SecretBox there = new SecretBox(replica, RANDOM);
    file.add(RANDOM, TODAY);

    assertThat(there.open(box.seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
    assertThat(replica.keys().current()).isEqualTo("2026-11-24.2");
  }

  /** A table in memory. */
  private static final class Rows implements SealedRows {
    private final TreeMap<String, SealedSecret> content = new TreeMap<>();

    static SecretPlace place(String row) {
      return new SecretPlace("registry", row, "password");
    }

    void add(SealedSecret secret) {
      content.put("r%03d".formatted(content.size()), secret);
    }

    @Override
    public List<Row> after(String row, int limit) {
      List<Row> rows = new ArrayList<>();
      for (Map.Entry<String, SealedSecret> entry : content.tailMap(row, false).entrySet()) {
        if (rows.size() < limit) {
          rows.add(new Row(place(entry.getKey()), entry.getValue()));
        }
      }
      return rows;
    }

    @Override
    public boolean replace(Row row, SealedSecret by) {
      return content.replace(row.place().row(), row.secret(), by);
    }
  }
}
