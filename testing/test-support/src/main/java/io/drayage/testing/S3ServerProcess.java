package io.drayage.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * S3Proxy, an S3 server that checks signatures and keeps objects as files, as a child process on
 * the loopback interface with a class path of its own (module {@code testing/s3-server}). {@link
 * #close} ends the process; if the test forgets, the end of the JVM does.
 */
public final class S3ServerProcess implements AutoCloseable {
  public static final String ACCESS_KEY = "drayage-access";
  public static final String SECRET_KEY = "drayage-secret";
  public static final String BUCKET = "images";

  private static final Pattern STARTED =
      Pattern.compile(".*Started .*ServerConnector@.*\\{127\\.0\\.0\\.1:(\\d+)}.*");

  private final Path folder;
  private final Process process;
  private final int port;
  private final Thread killer;

  private S3ServerProcess(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.killer = new Thread(process::destroyForcibly, "s3-killer");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts one that has an empty bucket, {@link #BUCKET}, below a folder.
   *
   * @throws IOException when it ends instead; its words are in {@code s3.log} of the folder
   */
  public static S3ServerProcess start(Path folder) throws IOException {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    Files.createDirectories(objects.resolve(BUCKET));
    Path settings =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=http://127.0.0.1:0
            s3proxy.authorization=aws-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(ACCESS_KEY, SECRET_KEY, objects));
    Path logging =
        Files.writeString(
            folder.resolve("logback.xml"),
            """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %logger{0} %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="OUT"/></root>
            </configuration>
            """);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                classPath() + "/*",
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher started = STARTED.matcher(line);
      if (started.matches()) {
        Path log = folder.resolve("s3.log");
        Thread.ofVirtual().start(() -> drain(output, log));
        return new S3ServerProcess(objects, process, Integer.parseInt(started.group(1)));
      }
    }
    throw new IOException("the S3 server ended: " + said);
  }

  private static void drain(BufferedReader output, Path log) {
    try (var file = Files.newBufferedWriter(log)) {
      for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
      }
    } catch (IOException _) {
      return; // the process has ended, or the folder is gone
    }
  }

  /** Where the build put its libraries. */
  private static Path classPath() throws IOException {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("testing/s3-server/target"))
        .flatMap(target -> Stream.of(target, target.resolve("quick")))
        .map(target -> target.resolve("class-path"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(
            () -> new IOException("testing/s3-server is not built; build with Maven's option -am"));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The folder with the objects of the bucket as files, named as their keys. */
  public Path objects() {
    return folder.resolve(BUCKET);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException _) {
      return; // the JVM is ending already
    }
  }
}
