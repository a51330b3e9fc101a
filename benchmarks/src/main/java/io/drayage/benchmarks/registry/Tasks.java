package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.registry.Comparison.Figure;
import io.drayage.image.Digest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The tasks, one method each. A task starts its registries and ends them. */
record Tasks(ComparisonSettings settings, Comparison comparison, PrintStream out) {
  private static final String REPOSITORY = "bench/app";
  private static final int WARM_UP_SECONDS = 5;

  /** 96 of them have 516 MB. */
  private static final SeededBlob.Sizes LAYERS = new SeededBlob.Sizes(1_000_000, 20_000_000, 3.34);

  private static final SeededBlob.Sizes SMALL = new SeededBlob.Sizes(1_000, 100_000, 1);

  void start() throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.values()) {
      startOnce(contestant).close(); // the first start makes the database
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (Contestant contestant : Contestant.turn(round)) {
        try (ServedRegistry registry = startOnce(contestant)) {
          comparison.add(
              new Figure("start", "s to first 200"), contestant, registry.startSeconds());
          Thread.sleep(1000);
          comparison.add(
              new Figure("start", "MiB, idle"), contestant, registry.processes().memory());
        }
      }
    }
  }

  private ServedRegistry startOnce(Contestant contestant) throws IOException, InterruptedException {
    Path folder = settings.work().resolve("start").resolve(contestant.label());
    return ServedRegistry.start(contestant, folder, settings.dray());
  }

  void manifests() throws IOException, InterruptedException {
    try (TwoRegistries both = registries("manifests")) {
      Wrk wrk = new Wrk(settings.work());
      both.each(0, registry -> pushTags(registry, 1));
      String byTag = "/v2/" + REPOSITORY + "/manifests/t00000";
      String byDigest =
          "/v2/"
              + REPOSITORY
              + "/manifests/"
              + Digest.of(manifest(0).getBytes(StandardCharsets.UTF_8));
      both.each(0, registry -> wrk.get(registry.url(byTag), 16, WARM_UP_SECONDS));
      both.each(0, registry -> HeadLoad.run(registry.address(), byDigest, 64, 2));
      for (int round = 0; round < settings.rounds(); round++) {
        for (int clients : new int[] {16, 64}) {
          get("GET tag, c=" + clients, byTag, both, new Round(round, clients, wrk));
          get("GET digest, c=" + clients, byDigest, both, new Round(round, clients, wrk));
          head("HEAD tag, c=" + clients, byTag, both, new Round(round, clients, wrk));
          head("HEAD digest, c=" + clients, byDigest, both, new Round(round, clients, wrk));
        }
      }
    }
  }

  private record Round(int number, int clients, Wrk wrk) {}

  private void get(String task, String path, TwoRegistries both, Round round)
      throws IOException, InterruptedException {
    both.measure(
        round.number(),
        registry -> round.wrk().get(registry.url(path), round.clients(), settings.seconds()),
        sample -> requests(task, sample, 8));
  }

  private void head(String task, String path, TwoRegistries both, Round round)
      throws IOException, InterruptedException {
    both.measure(
        round.number(),
        registry -> HeadLoad.run(registry.address(), path, round.clients(), settings.seconds()),
        sample -> requests(task, sample, 8));
  }

  private static void requests(String task, TwoRegistries.Sample sample, double goal) {
    Load load = sample.load();
    sample
        .add(new Figure(task, "requests/s", new Goal.AtLeast(goal)), load.requestsPerSecond())
        .add(new Figure(task, "p99 ms", new Goal.AtMost(1)), load.p99())
        .add(new Figure(task, "CPU µs/request"), sample.cpu() / load.requests() * 1e6)
        .add(new Figure(task, "MiB, loaded"), sample.memory());
  }

  void blobs() throws IOException, InterruptedException {
    try (TwoRegistries both = registries("blobs")) {
      Wrk wrk = new Wrk(settings.work());
      SeededBlob blob = SeededBlob.of(1, 20_000_000);
      List<SeededBlob> one = List.of(SeededBlob.of(2, settings.times(100_000_000)));
      both.each(0, registry -> push(registry, "bench/warm", List.of(blob), 1));
      both.each(0, registry -> push(registry, REPOSITORY, one, 1));
      String path = "/v2/%s/blobs/%s".formatted(REPOSITORY, one.getFirst().digest());
      both.each(0, registry -> wrk.get(registry.url(path), 4, 1));
      for (int round = 0; round < settings.rounds(); round++) {
        for (int clients : new int[] {1, 4}) {
          String task = "GET blob 100 MB, c=" + clients;
          both.measure(
              round,
              registry -> wrk.get(registry.url(path), clients, settings.seconds()),
              sample -> bytes(task, sample));
        }
      }
    }
  }

  private static void bytes(String task, TwoRegistries.Sample sample) {
    Load load = sample.load();
    sample
        .add(new Figure(task, "MB/s", new Goal.AtLeast(1)), load.megabytesPerSecond())
        .add(new Figure(task, "CPU s/GB", new Goal.AtMost(0.5)), sample.cpu() / load.bytes() * 1e9)
        .add(new Figure(task, "MiB, loaded"), sample.memory());
  }

  void pushes() throws IOException, InterruptedException {
    try (TwoRegistries both = registries("pushes")) {
      List<SeededBlob> warmUp = SeededBlob.many(settings.times(300), SMALL, 1L << 40);
      both.each(0, registry -> push(registry, "bench/warm", warmUp, 4));
      long seed = 1;
      for (int round = 0; round < settings.rounds(); round++) {
        for (int pushers : new int[] {4, 16}) {
          List<SeededBlob> blobs = SeededBlob.many(settings.times(96), LAYERS, seed);
          seed += 1000;
          String task = "push 96 blobs, n=" + pushers;
          both.measure(
              round,
              registry -> push(registry, REPOSITORY, blobs, pushers),
              sample ->
                  sample
                      .add(
                          new Figure(task, "MB/s", new Goal.AtLeast(1.3)),
                          sample.load().megabytesPerSecond())
                      .add(new Figure(task, "CPU s/GB"), sample.cpu() / sample.load().bytes() * 1e9)
                      .add(new Figure(task, "MiB, loaded"), sample.memory()));
        }
        List<SeededBlob> small = SeededBlob.many(settings.times(600), SMALL, seed);
        seed += 1000;
        both.measure(
            round,
            registry -> push(registry, REPOSITORY, small, 4),
            sample ->
                sample
                    .add(
                        new Figure("push 600 blobs, n=4", "blobs/s", new Goal.AtLeast(4)),
                        sample.load().requestsPerSecond())
                    .add(
                        new Figure("push 600 blobs, n=4", "CPU ms/blob"),
                        sample.cpu() / sample.load().requests() * 1e3));
      }
    }
  }

  /** Pushes, and asks afterwards whether all is there; the disk is at rest before. */
  private static Load push(
      ServedRegistry registry, String repository, List<SeededBlob> blobs, int pushers)
      throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
    double seconds =
        Pushers.pushAll(
            registry.address(),
            blobs,
            pushers,
            (connection, blob) -> Pushers.blob(connection, repository, blob));
    try (PlainConnection connection = PlainConnection.to(registry.address())) {
      for (SeededBlob blob : blobs) {
        Pushers.check(connection, repository, blob);
      }
    }
    long bytes = blobs.stream().mapToLong(SeededBlob::length).sum();
    return new Load(blobs.size(), bytes, seconds, 0);
  }

  void lists() throws IOException, InterruptedException {
    int tags = settings.times(10_000);
    try (TwoRegistries both = registries("lists")) {
      Wrk wrk = new Wrk(settings.work());
      both.each(0, registry -> pushTags(registry, tags));
      String path = "/v2/" + REPOSITORY + "/tags/list";
      both.each(0, registry -> wrk.get(registry.url(path), 1, 2));
      for (int round = 0; round < settings.rounds(); round++) {
        both.measure(
            round,
            registry -> wrk.get(registry.url(path), 1, settings.seconds()),
            sample ->
                sample
                    .add(
                        new Figure("list %d tags".formatted(tags), "ms", new Goal.AtMost(0.1)),
                        sample.load().seconds() / sample.load().requests() * 1e3)
                    .add(
                        new Figure("list %d tags".formatted(tags), "CPU ms"),
                        sample.cpu() / sample.load().requests() * 1e3)
                    .add(
                        new Figure("list %d tags".formatted(tags), "MiB, loaded"),
                        sample.memory()));
      }
    }
  }

  /**
   * Gives a repository an image with so many tags; each tag has a manifest of its own up to ten.
   */
  private static void pushTags(ServedRegistry registry, int tags)
      throws IOException, InterruptedException {
    push(registry, REPOSITORY, List.of(config(), layer()), 1);
    Pushers.pushAll(
        registry.address(),
        IntStream.range(0, tags).boxed().toList(),
        8,
        (connection, number) ->
            Pushers.manifest(
                connection,
                "/v2/%s/manifests/t%05d".formatted(REPOSITORY, number),
                manifest(number % 10)));
  }

  private static SeededBlob config() {
    return SeededBlob.of(3, 2_000);
  }

  private static SeededBlob layer() {
    return SeededBlob.of(4, 20_000);
  }

  private static String manifest(int number) {
    return """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
      "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%d,"digest":"%s"},\
      "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":%d,"digest":"%s"}],\
      "annotations":{"org.opencontainers.image.title":"tag %d"}}"""
        .formatted(
            config().length(), config().digest(), layer().length(), layer().digest(), number);
  }

  private TwoRegistries registries(String task) throws IOException, InterruptedException {
    out.println("# " + task);
    return TwoRegistries.start(settings.work().resolve(task), settings, comparison);
  }
}
