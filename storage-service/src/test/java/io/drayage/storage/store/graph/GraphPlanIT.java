package io.drayage.storage.store.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.storage.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL answers the questions when there are many images: by its indexes alone. */
class GraphPlanIT {
  private static Connection connection;

  @BeforeAll
  static void fill() throws Exception {
    List<String> settings = SharedPostgres.newDatabase();
    String url = value(settings, "url");
    String user = value(settings, "username");
    String password = value(settings, "password");
    // The migration meets manifests that were there before it, and queues them.
    Flyway.configure().dataSource(url, user, password).target("1").load().migrate();
    connection = DriverManager.getConnection(url, user, password);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into repository (path) select 'many/r' || i from generate_series(1, 200) i;
          insert into manifest (repository_id, digest, media_type, bytes)
          select 1 + i % 200, 'sha256:' || md5(i::text), 'x', '' from generate_series(1, 1000) i
          """);
    }
    Flyway.configure().dataSource(url, user, password).load().migrate();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into image (repository_id, manifest, config, platform, size, chain)
          select repository_id, manifest, 'c', '', 1, decode(md5(manifest), 'hex') from graph_queue;
          insert into image_layer (image_id, position, digest, size, diff_id, chain)
          select i.id, p, md5((i.id % 97 * p)::text), 1, decode(md5((i.id % 97 * p)::text), 'hex'),
            case p when 9 then i.chain else decode(md5((i.id % 61)::text || p), 'hex') end
          from image i cross join generate_series(0, 9) p;
          insert into tag (repository_id, name, digest)
          select repository_id, 'v' || id, manifest from image;
          insert into blob (digest, size) select distinct digest, 1 from image_layer;
          insert into manifest_blob (repository_id, manifest, digest)
          select distinct i.repository_id, i.manifest, l.digest
          from image i join image_layer l on l.image_id = i.id;
          analyze;
          -- Reading all of so few rows is cheaper than any index; of millions it is not.
          set enable_seqscan = off;
          set enable_hashjoin = off;
          set enable_mergejoin = off
          """);
    }
  }

  private static String value(List<String> settings, String name) {
    String key = "--drayage.storage.database." + name + "=";
    return settings.stream()
        .filter(setting -> setting.startsWith(key))
        .findFirst()
        .orElseThrow()
        .substring(key.length());
  }

  @AfterAll
  static void close() throws Exception {
    connection.close();
  }

  private static String plan(String sql, Object... values) throws Exception {
    StringBuilder lines = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
      for (int i = 0; i < values.length; i++) {
        explain.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          lines.append(rows.getString(1)).append('\n');
        }
      }
    }
    return lines.toString();
  }

  private static byte[] chain() throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select chain from image_layer where position = 3 limit 1")) {
      rows.next();
      return rows.getBytes(1);
    }
  }

  @Test
  void queuesManifestsThatWereThereBefore() throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from graph_queue")) {
      rows.next();

      assertThat(rows.getInt(1)).isEqualTo(1000);
    }
  }

  @Test
  void findsAnImage() throws Exception {
    assertThat(plan(GraphSql.IMAGE, "many/r1", "sha256:x")).doesNotContain("Seq Scan");
  }

  @Test
  void findsWhatIsBuiltOnAChain() throws Exception {
    assertThat(plan(GraphSql.BUILT_ON, chain(), 0L, 100))
        .contains("image_layer_chain")
        .doesNotContain("Seq Scan");
  }

  @Test
  void findsWhatEndsWithAChain() throws Exception {
    assertThat(
            plan(
                GraphSql.ENDING_WITH,
                new byte[][] {chain(), chain()},
                "many/r1",
                100,
                "many/r1",
                100))
        .contains("image_chain")
        .doesNotContain("Seq Scan");
  }

  @Test
  void findsWhatContainsALayer() throws Exception {
    String sql =
        GraphSql.CONTAINING
            .replace(":digest", "'" + "c4ca4238a0b923820dcc509a6f75849b" + "'")
            .replace(":raw", "'\\xc4ca4238a0b923820dcc509a6f75849b'")
            .replace(":after", "0")
            .replace(":limit", "100");

    assertThat(plan(sql))
        .contains("image_layer_digest", "image_layer_diff_id")
        .doesNotContain("Seq Scan");
  }

  @Test
  void findsTagsAndLayersOfImages() throws Exception {
    Long[] images = {1L, 2L, 3L};
    assertThat(plan(GraphSql.TAGS, images, 10)).doesNotContain("Seq Scan");
    assertThat(plan(GraphSql.LAYERS_ABOVE, images, new Integer[] {1, 2, 3}))
        .contains("image_layer_pkey")
        .doesNotContain("Seq Scan");
  }

  @Test
  void addsUpTheBytesOfAnImage() throws Exception {
    assertThat(plan(GraphSql.BYTES, "many/r1", "sha256:x"))
        .contains("manifest_blob_digest")
        .doesNotContain("Seq Scan");
  }
}
