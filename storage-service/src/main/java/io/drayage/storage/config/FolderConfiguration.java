package io.drayage.storage.config;

import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.store.FileSystemBlobStore;
import io.drayage.storage.store.FileSystemUploadStore;
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
    Path folder = properties.data().toAbsolutePath().resolve("uploads");
    Files.createDirectories(folder);
    return new FileSystemUploadStore(folder);
  }

  @Bean
  FileSystemBlobStore blobStore(FileSystemUploadStore uploads) throws IOException {
    Path folder = properties.data().toAbsolutePath().resolve("blobs");
    Files.createDirectories(folder);
    return new FileSystemBlobStore(folder, uploads);
  }
}
