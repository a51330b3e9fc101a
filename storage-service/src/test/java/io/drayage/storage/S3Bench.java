package io.drayage.storage;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.storage.config.S3Clients;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.s3.Bucket;
import io.drayage.storage.store.s3.BucketAddress;
import io.drayage.storage.store.s3.ObjectEncryption;
import io.drayage.storage.store.s3.Redirects;
import io.drayage.storage.store.s3.S3BlobStore;
import io.drayage.storage.store.s3.S3UploadStore;
import io.drayage.testing.S3ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server with an empty bucket, and a database with what the stores note there. */
final class S3Bench implements AutoCloseable {
  private final S3ServerProcess server;
  private final HikariDataSource dataSource;
  private final List<S3Client> clients = new ArrayList<>();

  private S3Bench(S3ServerProcess server, HikariDataSource dataSource) {
    this.server = server;
    this.dataSource = dataSource;
  }

  static S3Bench start(Path folder) throws Exception {
    HikariDataSource dataSource = new HikariDataSource();
    List<String> settings = SharedPostgres.newDatabase();
    dataSource.setJdbcUrl(value(settings.get(0)));
    dataSource.setUsername(value(settings.get(1)));
    dataSource.setPassword(value(settings.get(2)));
    Flyway.configure().dataSource(dataSource).load().migrate();
    return new S3Bench(S3ServerProcess.start(Files.createDirectories(folder)), dataSource);
  }

  private static String value(String setting) {
    return setting.substring(setting.indexOf('=') + 1);
  }

  /** The settings of a registry that keeps its blobs there. */
  static String[] settings(S3ServerProcess server, String... more) {
    return Stream.concat(
            Stream.of(
                "--drayage.storage.s3.bucket=" + S3ServerProcess.BUCKET,
                "--drayage.storage.s3.endpoint=" + server.uri(),
                "--drayage.storage.s3.access-key=" + S3ServerProcess.ACCESS_KEY,
                "--drayage.storage.s3.secret-key=" + S3ServerProcess.SECRET_KEY),
            Stream.of(more))
        .toArray(String[]::new);
  }

  S3ServerProcess server() {
    return server;
  }

  Database database() {
    return new Database(
        JdbcClient.create(dataSource),
        new TransactionTemplate(new DataSourceTransactionManager(dataSource)));
  }

  /** The stores of another process. */
  StoresContract.Stores open() {
    return open(server.uri());
  }

  /** Those of one that reaches the server at another address. */
  StoresContract.Stores open(URI endpoint) {
    S3Client client = S3Clients.to(endpoint);
    clients.add(client);
    Bucket bucket =
        new Bucket(
            client,
            new BucketAddress(S3ServerProcess.BUCKET, "registry/", ObjectEncryption.OF_THE_BUCKET));
    S3UploadStore uploads = new S3UploadStore(bucket, database());
    return new StoresContract.Stores(uploads, new S3BlobStore(uploads, database(), Redirects.NONE));
  }

  /** How many objects there are; parts of what was not completed count as well. */
  long stored() throws IOException {
    try (Stream<Path> all = Files.walk(server.objects())) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Override
  public void close() {
    clients.forEach(S3Client::close);
    dataSource.close();
    server.close();
  }
}
