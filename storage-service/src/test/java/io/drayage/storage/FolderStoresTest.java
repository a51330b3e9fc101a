package io.drayage.storage;

import io.drayage.storage.store.FileSystemBlobStore;
import io.drayage.storage.store.FileSystemUploadStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class FolderStoresTest extends StoresContract {
  @TempDir Path folder;

  @Override
  Stores open() throws Exception {
    Path blobs = Files.createDirectories(folder.resolve("blobs"));
    FileSystemUploadStore uploads =
        new FileSystemUploadStore(Files.createDirectories(folder.resolve("uploads")));
    return new Stores(uploads, new FileSystemBlobStore(blobs, uploads));
  }

  @Override
  long stored() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
