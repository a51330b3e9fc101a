package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.storage.CampaignRecord.Event;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Pulls images through the cache that it does not have, each by two clients at once, until the
 * registry is gone. What ends as if it were whole has to be whole.
 */
record RestlessPuller(Wire wire, ColdImages upstream, CampaignRecord record)
    implements Callable<Void> {

  @Override
  public Void call() throws InterruptedException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      while (true) {
        ColdImages.Cold cold = upstream.next();
        record.pulling(cold);
        List<Future<Void>> pulls = clients.invokeAll(List.of(() -> pull(cold), () -> pull(cold)));
        for (Future<Void> pull : pulls) {
          pull.get();
        }
        record.pulled(cold);
        record.count(Event.FILL);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        return null; // it was killed
      }
      throw new AssertionError(e.getCause());
    }
  }

  private Void pull(ColdImages.Cold cold) throws IOException, InterruptedException {
    String base = "/v2/" + cold.repository();
    Wire.Answer manifest = wire.send("GET", base + "/manifests/" + cold.tag());
    expect(manifest.status(), manifest.text());
    assertThat(manifest.bytes()).isEqualTo(cold.image().manifest().bytes());
    for (Digest digest : cold.image().ownBlobs().keySet()) {
      Wire.Fetched blob = wire.fetch(base + "/blobs/" + digest);
      expect(blob.status(), digest.toString());
      assertThat(blob.digest()).isEqualTo(digest);
    }
    return null;
  }

  private void expect(int status, String what) throws IOException {
    if (status >= 500 && record.isBeingKilled()) {
      throw new IOException(what);
    }
    assertThat(status).as(what).isEqualTo(200);
  }
}
