package io.drayage.storage.web.api;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads names, tags and digests in parameters; what is malformed is told with its parameter. */
public final class TextParameters implements WebMvcConfigurer {
  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, RepositoryPath.class, RepositoryPath::new);
    registry.addConverter(String.class, Tag.class, Tag::new);
    registry.addConverter(String.class, Digest.class, Digest::parse);
  }
}
