package io.drayage.transport.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transport.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarIndexTest {
  @TempDir Path folder;

  /** Writes an archive entry by entry. */
  private interface Entries {
    void writeTo(TarWriter tar) throws IOException;
  }

  private Path archive(Entries entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var tar = new TarWriter(Channels.newChannel(bytes));
    entries.writeTo(tar);
    tar.finish();
    return Files.write(folder.resolve("archive.tar"), bytes.toByteArray());
  }

  /** An entry of another type than the writer makes. */
  private static byte[] entry(char type, String name, byte[] content) {
    byte[] tar = TestImage.tar(name, content);
    tar[156] = (byte) type;
    return withChecksum(Arrays.copyOf(tar, tar.length - 1024));
  }

  private static byte[] withChecksum(byte[] tar) {
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    System.arraycopy("%06o\0 ".formatted(sum).getBytes(UTF_8), 0, tar, 148, 8);
    return tar;
  }

  private Path concatenated(byte[]... parts) throws IOException {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Files.write(folder.resolve("archive.tar"), all.toByteArray());
  }

  @Test
  void findsEntriesByTheirCleanNames() throws IOException {
    Path file = archive(tar -> tar.file("./a//b/../c", 0644, "content".getBytes(UTF_8)));

    TarIndex index = TarIndex.read(file);

    assertThat(index.find("a/c")).contains(new TarIndex.Entry.Contents(512, 7));
    assertThat(index.find("/a/./c")).isPresent();
    assertThat(index.find("a/b/c")).isEmpty();
  }

  @Test
  void leavesOutNamesThatLeadOutOfTheArchive() throws IOException {
    Path file = archive(tar -> tar.file("../../etc/passwd", 0644, "x".getBytes(UTF_8)));

    assertThat(TarIndex.read(file).find("etc/passwd")).isEmpty();
    assertThat(TarIndex.read(file).find("../../etc/passwd")).isEmpty();
  }

  @Test
  void takesTheFirstOfTwoEntriesWithOneName() throws IOException {
    Path file =
        archive(
            tar -> {
              tar.file("a", 0644, "first".getBytes(UTF_8));
              tar.file("a", 0644, "the second".getBytes(UTF_8));
            });

    assertThat(TarIndex.read(file).find("a")).contains(new TarIndex.Entry.Contents(512, 5));
  }

  @Test
  void doesNotFollowLinksForEver() throws IOException {
    Path file =
        archive(
            tar -> {
              tar.symbolicLink("a", "b");
              tar.symbolicLink("b", "a");
            });

    assertThat(TarIndex.read(file).find("a")).isEmpty();
  }

  @Test
  void followsHardLinksFromTheRoot() throws IOException {
    byte[] link = entry('1', "x/y", new byte[0]);
    System.arraycopy("a/b".getBytes(UTF_8), 0, link, 157, 3);
    Path file = concatenated(TestImage.tar("a/b", new byte[3]), new byte[0]);
    byte[] first = Arrays.copyOf(Files.readAllBytes(file), 1024);

    TarIndex index = TarIndex.read(concatenated(first, withChecksum(link), new byte[1024]));

    assertThat(index.find("x/y")).isEqualTo(index.find("a/b")).isPresent();
  }

  @Test
  void readsLongNames() throws IOException {
    String name = "folder/".repeat(40) + "file";
    byte[] file = entry('0', "short", new byte[5]);

    assertThat(
            TarIndex.read(concatenated(entry('L', "././@LongLink", name.getBytes(UTF_8)), file))
                .find(name))
        .isPresent();
    String record = "path=" + name + "\n";
    byte[] pax = ((record.length() + 4) + " " + record).getBytes(UTF_8);
    assertThat(TarIndex.read(concatenated(entry('x', "pax", pax), file)).find(name)).isPresent();
  }

  @Test
  void refusesNamesAndHeadersThatAreTooLong() throws IOException {
    byte[] file = entry('0', "short", new byte[5]);

    assertThatThrownBy(
            () ->
                TarIndex.read(
                    concatenated(entry('L', "l", "x".repeat(5000).getBytes(UTF_8)), file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
    assertThatThrownBy(
            () -> TarIndex.read(concatenated(entry('x', "x", new byte[1024 * 1024 + 1]), file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("extended header of 1048577 bytes");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    Path file =
        archive(
            tar -> {
              for (int i = 0; i <= 100_000; i++) {
                tar.file("f", 0644, new byte[0]);
              }
            });

    assertThatThrownBy(() -> TarIndex.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 100000 entries");
  }

  @Test
  void saysWhereAnArchiveIsDamaged() throws IOException {
    byte[] file = entry('0', "short", new byte[5]);
    byte[] broken = file.clone();
    broken[0] ^= 1;

    assertThatThrownBy(() -> TarIndex.read(concatenated(file, broken)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged at offset 1024");
    assertThatThrownBy(() -> TarIndex.read(concatenated(entry('x', "x", "99 a".getBytes(UTF_8)))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("extended header is malformed");
    assertThatThrownBy(() -> TarIndex.read(concatenated(new byte[1024])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no entries");
  }

  @Test
  void refusesASizeThatLeadsOutOfTheFile() throws IOException {
    byte[] file = entry('0', "short", new byte[5]);
    System.arraycopy("77777777777".getBytes(UTF_8), 0, file, 124, 11);

    assertThatThrownBy(() -> TarIndex.read(concatenated(withChecksum(file))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truncated");
    file[124] = (byte) 0x80;
    Arrays.fill(file, 125, 136, (byte) 0xff);
    assertThatThrownBy(() -> TarIndex.read(concatenated(withChecksum(file))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("size");
  }
}
