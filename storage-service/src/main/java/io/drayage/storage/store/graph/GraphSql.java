package io.drayage.storage.store.graph;

/** The questions to the graph. Each starts from an index and stops at a limit. */
final class GraphSql {
  private GraphSql() {}

  static final String IMAGE =
      """
      select i.id, i.config, i.platform, i.size, i.base_name, i.base_digest
      from image i join repository r on r.id = i.repository_id
      where r.path = ? and i.manifest = ?
      """;

  static final String ENDING_WITH =
      """
      select i.id, r.path, i.manifest, i.platform, i.chain, 0 as below
      from unnest(cast(? as bytea[])) as c (chain)
      cross join lateral (
        (select own.* from image own
         where own.chain = c.chain
         and own.repository_id = (select id from repository where path = ?)
         order by own.id limit ?)
        union all
        (select other.* from image other
         where other.chain = c.chain
         and other.repository_id is distinct from (select id from repository where path = ?)
         order by other.repository_id, other.id limit ?)
      ) i
      join repository r on r.id = i.repository_id
      """;

  static final String BUILT_ON =
      """
      select i.id, r.path, i.manifest, i.platform, l.chain, l.position + 1 as below
      from image_layer l
      join image i on i.id = l.image_id
      join repository r on r.id = i.repository_id
      where l.chain = ? and l.image_id > ? and i.chain <> l.chain
      order by l.image_id limit ?
      """;

  /** The layer's content may be known by one image and be looked for in all others. */
  static final String CONTAINING =
      """
      with content as (
        select cast(:raw as bytea) as diff_id
        union
        (select diff_id from image_layer
         where digest = :digest and diff_id is not null limit 1)
      ), found as (
        (select image_id, position from image_layer
         where digest = :digest and image_id > :after order by image_id limit :limit)
        union
        (select l.image_id, l.position from content c
         cross join lateral (
           select image_id, position from image_layer
           where diff_id = c.diff_id and image_id > :after order by image_id limit :limit) l)
      ), lowest as (
        select image_id, min(position) as position from found group by image_id
        order by image_id limit :limit
      )
      select i.id, r.path, i.manifest, i.platform, l.chain, l.position + 1 as below
      from lowest f
      join image_layer l on l.image_id = f.image_id and l.position = f.position
      join image i on i.id = f.image_id
      join repository r on r.id = i.repository_id
      order by i.id
      """;

  static final String TAGS =
      """
      select i.id, t.name
      from unnest(cast(? as bigint[])) as asked (id)
      join image i on i.id = asked.id
      cross join lateral (
        select name from (
          select name from tag
          where repository_id = i.repository_id and digest = i.manifest
          union
          select named.name from index_child c
          join tag named on named.repository_id = c.repository_id and named.digest = c.manifest
          where c.repository_id = i.repository_id and c.child = i.manifest
        ) names order by name limit ?
      ) t
      order by i.id, t.name
      """;

  static final String LAYERS_ABOVE =
      """
      select l.image_id, l.digest, l.size, l.diff_id, l.chain
      from unnest(cast(? as bigint[]), cast(? as int[])) as asked (id, below)
      join image_layer l on l.image_id = asked.id and l.position >= asked.below
      order by l.image_id, l.position
      """;

  static final String BYTES =
      """
      select coalesce(sum(b.size), 0), coalesce(sum(b.size) filter (where not exists (
        select from manifest_blob o
        where o.digest = m.digest
        and (o.repository_id, o.manifest) <> (m.repository_id, m.manifest))), 0)
      from repository r
      join manifest_blob m on m.repository_id = r.id
      join blob b on b.digest = m.digest
      where r.path = ? and m.manifest = ?
      """;
}
