package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what tasks carry as JSON: the scheduler's own serializer knows the older Jackson. */
final class JsonTaskData implements Serializer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public byte @Nullable [] serialize(@Nullable Object data) {
    return data == null ? null : JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
    return bytes == null || bytes.length == 0 ? null : JSON.readValue(bytes, type);
  }
}
