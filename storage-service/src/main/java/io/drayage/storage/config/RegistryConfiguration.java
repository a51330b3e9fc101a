package io.drayage.storage.config;

import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.Blobs;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.IndexRule;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.SteadyClock;
import io.drayage.storage.domain.UploadRecords;
import io.drayage.storage.domain.UploadStore;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.store.CachedBlobRecords;
import io.drayage.storage.store.CachedListings;
import io.drayage.storage.store.CachedManifestRecords;
import io.drayage.storage.store.CachedUploadRecords;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.Generations;
import io.drayage.storage.store.JdbcBlobRecords;
import io.drayage.storage.store.JdbcBlobReviews;
import io.drayage.storage.store.JdbcListings;
import io.drayage.storage.store.JdbcManifestRecords;
import io.drayage.storage.store.JdbcUploadRecords;
import io.drayage.storage.store.ReviewTimes;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The registry's parts. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {
  private final StorageProperties properties;

  RegistryConfiguration(StorageProperties properties) {
    this.properties = properties;
  }

  @Bean
  InstantSource clock() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Bean
  Database database(JdbcClient jdbc, TransactionTemplate transactions) {
    return new Database(jdbc, transactions);
  }

  @Bean
  ReviewTimes reviewTimes(JdbcClient jdbc, InstantSource clock) {
    return new ReviewTimes(jdbc, properties.reviewDelay(), clock);
  }

  @Bean
  Generations generations(DataSource dataSource) {
    return Generations.of(dataSource);
  }

  @Bean
  CachedBlobRecords blobRecords(
      Database database, ReviewTimes reviews, ChangeLog changes, Generations generations) {
    return new CachedBlobRecords(
        new JdbcBlobRecords(database, reviews, changes), generations, reviews);
  }

  @Bean
  CachedUploadRecords uploadRecords(Database database) {
    return new CachedUploadRecords(new JdbcUploadRecords(database));
  }

  @Bean
  CachedManifestRecords manifestRecords(
      Database database, ReviewTimes reviews, ChangeLog changes, Generations generations) {
    return new CachedManifestRecords(
        new JdbcManifestRecords(database, reviews, changes), generations);
  }

  @Bean
  CachedListings listings(Database database, Generations generations) {
    return new CachedListings(new JdbcListings(database), generations);
  }

  @Bean
  Manifests manifests(ManifestRecords records) {
    return new Manifests(
        records,
        switch (properties.indexes()) {
          case COMPLETE -> IndexRule.COMPLETE;
          case SPARSE -> IndexRule.SPARSE;
        });
  }

  @Bean
  Blobs blobs(BlobRecords records, BlobStore store) {
    return new Blobs(records, store);
  }

  @Bean
  Uploads uploads(
      UploadRecords records, UploadStore store, Uploads.Shelf shelf, InstantSource clock) {
    return new Uploads(records, store, shelf, clock);
  }

  @Bean
  Uploads.Shelf shelf(BlobRecords records, BlobStore store) {
    return new Uploads.Shelf(records, store);
  }

  @Bean
  GarbageCollection garbageCollection(
      JdbcBlobReviews reviews, BlobStore blobs, GarbageCollection.AbandonedUploads uploads) {
    return new GarbageCollection(reviews, blobs, uploads);
  }

  @Bean
  JdbcBlobReviews blobReviews(Database database, ReviewTimes times) {
    return new JdbcBlobReviews(database, times);
  }

  @Bean
  GarbageCollection.AbandonedUploads abandonedUploads(
      UploadRecords records, UploadStore store, InstantSource clock) {
    return new GarbageCollection.AbandonedUploads(records, store, properties.uploadExpiry(), clock);
  }
}
