package io.drayage.registry.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private static final AllowedAddresses NOTHING = AllowedAddresses.parse("the.setting", List.of());

  @ParameterizedTest
  @CsvSource({
    "93.184.216.34, OUTSIDE",
    "172.32.0.1, OUTSIDE",
    "2606:2800:220::1, OUTSIDE",
    "127.0.0.1, LOOPBACK",
    "127.255.0.9, LOOPBACK",
    "::1, LOOPBACK",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "fd12:3456::1, PRIVATE",
    "fec0::1, PRIVATE",
    "169.254.169.254, LINK_LOCAL",
    "169.254.170.2, LINK_LOCAL",
    "fe80::1, LINK_LOCAL",
    "fd00:ec2::254, METADATA",
    "fd00:ec2::23, METADATA",
    "fd20:ce::254, METADATA",
    "100.100.100.200, METADATA",
    "192.0.0.192, METADATA",
    "168.63.129.16, METADATA",
    "224.0.0.1, MULTICAST",
    "ff02::1, MULTICAST",
    "0.0.0.0, UNSPECIFIED",
    "0.1.2.3, UNSPECIFIED",
    "::, UNSPECIFIED",
    "255.255.255.255, UNSPECIFIED",
    "::ffff:169.254.169.254, LINK_LOCAL",
    "::169.254.169.254, LINK_LOCAL",
    "::ffff:0:a9fe:a9fe, LINK_LOCAL",
    "64:ff9b::a9fe:a9fe, LINK_LOCAL",
    "64:ff9b:1::a9fe:a9fe, LINK_LOCAL",
    "2002:a9fe:a9fe::1, LINK_LOCAL",
    "2002:7f00:1::1, LOOPBACK",
    "2001:0:1:2:3:4:5601:5601, LINK_LOCAL",
    "2606:2800::5efe:a00:1, PRIVATE",
    "64:ff9b::808:808, OUTSIDE",
  })
  void knowsWhatAnAddressIsFor(String address, AddressKind kind) {
    assertThat(AddressKind.of(InetAddress.ofLiteral(address))).isEqualTo(kind);
  }

  @Test
  void knowsMappedAddressThatIsNotYetOneOfIpv4() throws UnknownHostException {
    byte[] mapped = InetAddress.ofLiteral("::1:2:3").getAddress();
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = (byte) 127;
    InetAddress address = java.net.Inet6Address.getByAddress("made.up", mapped, 0);

    assertThat(AddressKind.of(address)).isEqualTo(AddressKind.LOOPBACK);
  }

  @Test
  void refusesInsideOnlyWhereThatIsWanted() throws UnknownHostException {
    AddressGuard strict = AddressGuard.of(AddressRule.refusingInside(NOTHING));
    AddressGuard lenient = AddressGuard.of(AddressRule.refusingMetadata(NOTHING));

    for (String inside : List.of("127.0.0.1", "10.1.2.3", "[::1]", "2130706433")) {
      assertThatThrownBy(() -> strict.addresses(inside))
          .isInstanceOf(RefusedAddressException.class);
      assertThat(lenient.addresses(inside)).hasSize(1);
    }
    assertThatThrownBy(() -> lenient.addresses("169.254.169.254"))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessage(
            "169.254.169.254 is a link-local address, which is not contacted; the.setting can allow it");
  }

  @Test
  void leavesOutWhatIsRefusedAndKeepsTheRest() throws UnknownHostException {
    AddressGuard guard =
        AddressGuard.of(
            AddressRule.refusingInside(NOTHING),
            _ ->
                List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("93.184.216.34")));

    assertThat(guard.addresses("both.example"))
        .containsExactly(InetAddress.ofLiteral("93.184.216.34"));
  }

  @Test
  void allowsWhatIsWrittenDown() throws UnknownHostException {
    AllowedAddresses allowed =
        AllowedAddresses.parse(
            "the.setting", List.of("10.1.0.0/16", "fd00::1", "Registry.Example", "169.254.9.9"));
    AddressGuard guard =
        AddressGuard.of(
            AddressRule.refusingInside(allowed),
            host ->
                List.of(AddressBlock.literal(host).orElse(InetAddress.ofLiteral("192.168.7.7"))));

    for (String good :
        List.of("10.1.255.1", "[fd00::1]", "registry.example", "REGISTRY.EXAMPLE", "169.254.9.9")) {
      assertThat(guard.addresses(good)).hasSize(1);
    }
    for (String bad : List.of("10.2.0.1", "fd00::2", "other.example", "169.254.9.8")) {
      assertThatThrownBy(() -> guard.addresses(bad)).isInstanceOf(RefusedAddressException.class);
    }
    assertThatThrownBy(() -> guard.addresses("other.example"))
        .hasMessageContaining("other.example is at 192.168.7.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.0/", "/8", "host:5000", "http://host", "1.2.3", "10/8", ""})
  void refusesEntryThatMeansNothing(String entry) {
    assertThatThrownBy(() -> AllowedAddresses.parse("the.setting", List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the.setting: \"" + entry + "\"");
  }
}
