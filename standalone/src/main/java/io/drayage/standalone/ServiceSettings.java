package io.drayage.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The settings that a service brings along. Each has a file of the same name on the class path, of
 * which only one would be found by that name.
 */
record ServiceSettings(Map<String, Object> values) {
  private static final String FILE = "application.properties";

  ServiceSettings {
    values = Map.copyOf(values);
  }

  /** Reads the file that stands beside a class. */
  static ServiceSettings of(Class<?> service) {
    String place = service.getProtectionDomain().getCodeSource().getLocation().toString();
    try {
      for (URL found : Collections.list(service.getClassLoader().getResources(FILE))) {
        if (found.toString().contains(place)) {
          return read(found);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("%s has no %s beside it".formatted(service.getName(), FILE));
  }

  private static ServiceSettings read(URL file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = file.openStream()) {
      properties.load(in);
    }
    Map<String, Object> values = new HashMap<>();
    properties.forEach((name, value) -> values.put(name.toString(), value));
    return new ServiceSettings(values);
  }
}
