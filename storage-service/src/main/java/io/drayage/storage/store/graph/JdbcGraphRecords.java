package io.drayage.storage.store.graph;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.graph.DeclaredBase;
import io.drayage.storage.domain.graph.GraphRecords;
import io.drayage.storage.domain.graph.ImageAddress;
import io.drayage.storage.domain.graph.ImageNode;
import io.drayage.storage.domain.graph.LayerNode;
import io.drayage.storage.domain.graph.StoredBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The image graph in PostgreSQL. */
public final class JdbcGraphRecords implements GraphRecords {
  private final JdbcClient jdbc;

  public JdbcGraphRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Stored> find(ImageAddress address) {
    return jdbc.sql(GraphSql.IMAGE)
        .params(address.repository().value(), address.manifest().toString())
        .query((row, _) -> image(row, address))
        .optional();
  }

  private Stored image(ResultSet row, ImageAddress address) throws SQLException {
    long number = row.getLong("id");
    String baseName = row.getString("base_name");
    String baseDigest = row.getString("base_digest");
    return new Stored(
        number,
        new ImageNode(
            address,
            Digest.parse(row.getString("config")),
            row.getString("platform"),
            row.getLong("size"),
            layers(number),
            baseName == null || baseDigest == null
                ? Optional.empty()
                : Optional.of(new DeclaredBase(baseName, baseDigest))));
  }

  private List<LayerNode> layers(long image) {
    return jdbc.sql(
            """
            select digest, size, diff_id, chain from image_layer where image_id = ?
            order by position
            """)
        .param(image)
        .query((row, _) -> layer(row))
        .list();
  }

  private static LayerNode layer(ResultSet row) throws SQLException {
    return new LayerNode(
        Digest.parse(row.getString("digest")),
        row.getLong("size"),
        Optional.ofNullable(row.getBytes("diff_id")).map(RawDigest::digest),
        RawDigest.digest(row.getBytes("chain")));
  }

  @Override
  public List<Placed> endingWith(Collection<Digest> chains, RepositoryPath first, int most) {
    return jdbc.sql(GraphSql.ENDING_WITH)
        .params(RawDigest.bytes(chains), first.value(), most, first.value(), most)
        .query((row, _) -> placed(row))
        .list();
  }

  @Override
  public List<Placed> builtOn(Digest chain, Window window) {
    return jdbc.sql(GraphSql.BUILT_ON)
        .params(RawDigest.bytes(chain), window.after(), window.limit())
        .query((row, _) -> placed(row))
        .list();
  }

  @Override
  public List<Placed> containing(Digest layer, Window window) {
    return jdbc.sql(GraphSql.CONTAINING)
        .param("digest", layer.toString())
        .param("raw", RawDigest.bytes(layer))
        .param("after", window.after())
        .param("limit", window.limit())
        .query((row, _) -> placed(row))
        .list();
  }

  private static Placed placed(ResultSet row) throws SQLException {
    return new Placed(
        row.getLong("id"),
        new ImageAddress(
            new RepositoryPath(row.getString("path")), Digest.parse(row.getString("manifest"))),
        row.getString("platform"),
        RawDigest.digest(row.getBytes("chain")),
        row.getInt("below"));
  }

  @Override
  public Map<Long, List<Tag>> tags(Collection<Long> images, int most) {
    Map<Long, List<Tag>> tags = new HashMap<>();
    jdbc.sql(GraphSql.TAGS)
        .params(images.toArray(Long[]::new), most)
        .query(
            row -> {
              tags.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                  .add(new Tag(row.getString(2)));
            });
    return tags;
  }

  @Override
  public Map<Long, List<LayerNode>> layersAbove(Collection<Placed> images) {
    Map<Long, List<LayerNode>> layers = new HashMap<>();
    jdbc.sql(GraphSql.LAYERS_ABOVE)
        .param(images.stream().map(Placed::number).toArray(Long[]::new))
        .param(images.stream().map(Placed::below).toArray(Integer[]::new))
        .query(
            row -> {
              layers
                  .computeIfAbsent(row.getLong("image_id"), _ -> new ArrayList<>())
                  .add(layer(row));
            });
    return layers;
  }

  @Override
  public StoredBytes bytes(ImageAddress address) {
    return jdbc.sql(GraphSql.BYTES)
        .params(address.repository().value(), address.manifest().toString())
        .query((row, _) -> new StoredBytes(row.getLong(1), row.getLong(2)))
        .single();
  }
}
