package io.drayage.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The PostgreSQL of all services, each of which has a schema of its own in it. What is empty is
 * left to the driver.
 */
record ServiceDatabase(
    String url, @DefaultValue("") String username, @DefaultValue("") String password) {

  /** The settings by which a service finds its schema, {@code drayage.NAME.database.*}. */
  Map<String, Object> settings(String service) {
    String prefix = "drayage." + service + ".database.";
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(
        prefix + "url", url + (url.contains("?") ? "&" : "?") + "currentSchema=" + service);
    settings.put(prefix + "username", username);
    settings.put(prefix + "password", password);
    settings.put("spring.flyway.schemas", service);
    return settings;
  }

  @Override
  public String toString() {
    return "ServiceDatabase[url=%s, username=%s, password=***]".formatted(url, username);
  }
}
