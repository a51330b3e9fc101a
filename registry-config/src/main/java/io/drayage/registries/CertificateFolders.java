package io.drayage.registries;

import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the certificates for a registry, by containers-certs.d(5): the first folder that has one
 * named exactly {@code host[:port]}. Immutable; every call looks again.
 */
public final class CertificateFolders {
  private final List<Path> parents;
  private final boolean perRegistry;

  private CertificateFolders(List<Path> parents, boolean perRegistry) {
    this.parents = List.copyOf(parents);
    this.perRegistry = perRegistry;
  }

  /** The folders of the user, of the system and of Docker, in this order. */
  public static CertificateFolders standard(ConfigEnvironment environment) {
    return new CertificateFolders(
        List.of(
            environment.userConfig().resolve("certs.d"),
            environment.system("etc/containers/certs.d"),
            environment.system("etc/docker/certs.d")),
        true);
  }

  /** A folder of the same form as {@code certs.d}, with one in it for each registry. */
  public static CertificateFolders inside(Path parent) {
    return new CertificateFolders(List.of(parent), true);
  }

  /** One folder that somebody named ({@code --cert-dir}), for whatever registry. */
  public static CertificateFolders only(Path folder) {
    return new CertificateFolders(List.of(folder), false);
  }

  /**
   * The certificates for a registry; none when there is no folder for it, or none that may be read.
   *
   * @throws RegistriesConfigException when a certificate or a key lacks its partner
   */
  public RegistryCertificates certificatesFor(RegistryHost registry)
      throws RegistriesConfigException {
    Optional<Path> folder = folderFor(registry);
    return folder.isPresent() ? read(folder.get()) : RegistryCertificates.NONE;
  }

  /** The folder that {@link #certificatesFor} reads; the ones behind it do not count. */
  public Optional<Path> folderFor(RegistryHost registry) {
    return parents.stream()
        .map(parent -> perRegistry ? parent.resolve(registry.toString()) : parent)
        .filter(Files::exists)
        .findFirst();
  }

  /** Every folder of a registry that is there. */
  List<Path> all() throws RegistriesConfigException {
    if (!perRegistry) {
      return parents;
    }
    List<Path> folders = new ArrayList<>();
    for (Path parent : parents) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, Files::isDirectory)) {
        found.forEach(folders::add);
      } catch (IOException e) {
        if (e instanceof NoSuchFileException) {
          // The folder is optional.
          continue;
        }
        throw new RegistriesConfigException(
            "cannot list the certificates in %s: %s".formatted(parent, Failures.reason(e)), e);
      }
    }
    return folders.stream().sorted().toList();
  }

  static RegistryCertificates read(Path folder) throws RegistriesConfigException {
    var names = new TreeSet<String>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException | AccessDeniedException e) {
      // As without the folder: registries with public certificates stay reachable.
      return RegistryCertificates.NONE;
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "cannot list the certificates in %s: %s".formatted(folder, Failures.reason(e)), e);
    }
    List<Path> authorities = new ArrayList<>();
    List<ClientPair> clients = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(".crt")) {
        addAuthority(folder.resolve(name), authorities);
      } else if (name.endsWith(".cert")) {
        String key = name.substring(0, name.length() - ".cert".length()) + ".key";
        requirePartner(
            names.contains(key),
            "%s: missing key %s for client certificate %s. Note that CA certificates should use the extension .crt"
                .formatted(folder, key, name));
        clients.add(new ClientPair(folder.resolve(name), folder.resolve(key)));
      } else if (name.endsWith(".key")) {
        String certificate = name.substring(0, name.length() - ".key".length()) + ".cert";
        requirePartner(
            names.contains(certificate),
            "%s: missing client certificate %s for key %s; add it or remove the key"
                .formatted(folder, certificate, name));
      }
    }
    return new RegistryCertificates(authorities, clients);
  }

  /** A dangling link is what is left of a file that was removed meanwhile. */
  private static void addAuthority(Path file, List<Path> authorities) {
    if (Files.exists(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      authorities.add(file);
    }
  }

  private static void requirePartner(boolean present, String otherwise)
      throws RegistriesConfigException {
    if (!present) {
      throw new RegistriesConfigException(otherwise);
    }
  }
}
