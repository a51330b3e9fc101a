package io.drayage.storage.config;

import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.UploadRecords;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.FileSystemBlobStore;
import io.drayage.storage.store.FileSystemStrays;
import io.drayage.storage.store.FileSystemUploadStore;
import io.drayage.storage.store.UnknownBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Blobs in the data folder, unless they are somewhere else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(BlobStore.class)
class FolderConfiguration {
  private final StorageProperties properties;

  FolderConfiguration(StorageProperties properties) {
    this.properties = properties;
  }

  @Bean
  FileSystemUploadStore uploadStore() throws IOException {
    return new FileSystemUploadStore(Files.createDirectories(folder("uploads")));
  }

  @Bean
  FileSystemBlobStore blobStore(FileSystemUploadStore uploads) throws IOException {
    return new FileSystemBlobStore(Files.createDirectories(folder("blobs")), uploads);
  }

  @Bean
  FileSystemStrays strays(Database database, UploadRecords uploads) {
    return new FileSystemStrays(
        new FileSystemStrays.Folders(folder("blobs"), folder("uploads")),
        new UnknownBlobs(database),
        uploads);
  }

  private Path folder(String name) {
    return properties.data().toAbsolutePath().resolve(name);
  }
}
