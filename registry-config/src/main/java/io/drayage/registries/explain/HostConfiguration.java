package io.drayage.registries.explain;

import io.drayage.registries.CertificateFolders;
import io.drayage.registries.CredentialSnapshot;
import io.drayage.registries.MirrorHealth;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.ShortNames;
import io.drayage.registries.TrustPolicy;

/**
 * All that a host's files say about images in registries, read once.
 *
 * @param health which mirrors are left out; {@link MirrorHealth#notKept()} when none are
 */
public record HostConfiguration(
    RegistriesConfig registries,
    ShortNames shortNames,
    CredentialSnapshot credentials,
    CertificateFolders certificates,
    TrustPolicy policy,
    MirrorHealth health) {}
