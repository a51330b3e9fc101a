package io.drayage.service.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The settings that a service brings along. Each has a file of the same name, of which only one
 * would be found by that name on a class path that services share.
 */
public record ServiceSettings(Map<String, Object> values) {
  private static final String FILE = "application.properties";

  public ServiceSettings {
    values = Map.copyOf(values);
  }

  /**
   * Reads the file that stands beside a class.
   *
   * @throws IllegalStateException when there is none
   */
  public static ServiceSettings of(Class<?> service) {
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

  /**
   * The same as the defaults of a program; files of users have another name than those of services.
   *
   * @param name of the files of users, without its ending
   */
  public Map<String, Object> defaults(String name) {
    Map<String, Object> defaults = new HashMap<>(values);
    defaults.put("spring.config.name", name);
    return defaults;
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
