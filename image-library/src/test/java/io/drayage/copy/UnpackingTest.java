package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UnpackingTest {

  @Test
  void readsWhatLiesBehindTheLastPackedByteToo() throws IOException {
    byte[] plain = FakeImages.bytes(1, 1000);
    byte[] packed = FakeImages.gzip(plain);
    var in = new ByteArrayInputStream(Arrays.copyOf(packed, packed.length + 500_000));

    try (InputStream unpacked = Unpacking.of(in)) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain);
    }

    assertThat(in.available()).isZero();
  }

  @Test
  void namesAPackingThatIsNotKnown() {
    var in = new ByteArrayInputStream("BZh91AY&SY".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> Unpacking.of(in))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the layer is compressed by bzip2");
  }
}
