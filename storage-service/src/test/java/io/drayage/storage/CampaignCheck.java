package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.storage.CampaignRecord.Event;
import io.drayage.testing.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Whether a registry that was killed keeps what it promised. */
record CampaignCheck(Wire wire, CampaignRecord record) {

  /** Manifests that it has must be complete, and those that it acknowledged must be there. */
  void images(Collection<Promises.Stored> images) throws IOException, InterruptedException {
    for (Promises.Stored stored : images) {
      String digest = stored.image().digest().toString();
      int status =
          wire.send("HEAD", "/v2/%s/manifests/%s".formatted(stored.repository(), digest)).status();
      Promises.State state = record.promises().state(stored);
      assertThat(status).as("%s, expected %s", stored.key(), state).isIn(allowed(state));
      if (status == 200) {
        StoredImage.read(wire, stored.repository(), digest);
        record.count(Event.IMAGE_VERIFIED);
      }
      record.promises().isThere(stored, status == 200);
    }
  }

  private static Object[] allowed(Promises.State state) {
    return switch (state) {
      case THERE -> new Object[] {200};
      case GONE -> new Object[] {404};
      case EITHER -> new Object[] {200, 404};
    };
  }

  void tags() throws IOException, InterruptedException {
    for (Map.Entry<String, Set<String>> tag : record.promises().tags().entrySet()) {
      String repository = tag.getKey().substring(0, tag.getKey().indexOf(':'));
      String name = tag.getKey().substring(repository.length() + 1);
      Wire.Answer answer = wire.send("HEAD", "/v2/%s/manifests/%s".formatted(repository, name));
      String digest = answer.header("Docker-Content-Digest");
      assertThat(digest).as(tag.getKey()).isIn(tag.getValue());
      record.promises().pointsTo(repository, name, digest);
    }
  }

  /** A blob that somebody began to send is not there, or whole. */
  void blobs() throws IOException, InterruptedException {
    for (Map.Entry<String, Content> blob : record.takeAttempted().entrySet()) {
      Wire.Fetched fetched = wire.fetch(blob.getKey());
      if (fetched.status() != 404) {
        assertThat(fetched.status()).as(blob.getKey()).isEqualTo(200);
        assertThat(fetched.digest()).as(blob.getKey()).isEqualTo(blob.getValue().digest());
        record.count(Event.BLOB_VERIFIED);
      }
    }
  }

  /** An upload goes on where the registry says, which is behind all that it acknowledged. */
  void uploads() throws IOException, InterruptedException {
    for (CampaignRecord.HalfDone half : record.takeLeft()) {
      Wire.Answer stands = wire.send("GET", half.location());
      if (stands.status() == 404) {
        record.count(Event.SESSION_LOST); // it was not waited for; a client begins anew
        continue;
      }
      assertThat(stands.status()).as(stands.text()).isEqualTo(204);
      long offset = offset(stands.header("Range"));
      assertThat(offset)
          .as("offset of " + half.location())
          .isGreaterThanOrEqualTo(half.acknowledged());
      byte[] bytes = half.blob().bytes();
      byte[] rest = Arrays.copyOfRange(bytes, (int) offset, bytes.length);
      Wire.Answer last =
          wire.send("PUT", half.location() + "?digest=" + half.blob().digest(), rest);
      assertThat(last.status()).as(last.text()).isEqualTo(201);
      record.count(Event.UPLOAD_CONTINUED);
    }
  }

  /** A pull that was broken off goes through when it is tried again. */
  void fills() throws IOException, InterruptedException {
    for (ColdImages.Cold cold : record.takeBroken()) {
      fill(cold);
      record.count(Event.FILL_BEGUN_ANEW);
    }
  }

  void fill(ColdImages.Cold cold) throws IOException, InterruptedException {
    StoredImage read = StoredImage.read(wire, cold.repository(), cold.tag());
    assertThat(read.digest()).as(cold.repository()).isEqualTo(cold.image().digest());
    record.count(Event.IMAGE_VERIFIED);
  }

  /** {@code 0-0} is what a registry says of no byte and of one. */
  private static long offset(String range) {
    long last = Long.parseLong(range.substring(range.indexOf('-') + 1));
    return last == 0 ? 0 : last + 1;
  }
}
