package io.drayage.api.copier;

import org.jspecify.annotations.Nullable;

/**
 * Where images are pulled from and which are trusted, in the formats of the container tools.
 *
 * @param registriesConf the text of a {@code registries.conf}: mirrors, blocks, rewrites; the
 *     service's own counts when absent. Credential helpers are refused: registries have their own
 *     credentials
 * @param policyJson the text of a {@code policy.json}; every image is trusted when absent. Keys are
 *     in the text itself ({@code keyData}), files of the service are refused
 * @param registriesYaml the text of a file of {@code registries.d}: where signatures are; they are
 *     neither read nor kept when absent
 */
public record PolicySpec(
    @Nullable String registriesConf,
    @Nullable String policyJson,
    @Nullable String registriesYaml) {}
