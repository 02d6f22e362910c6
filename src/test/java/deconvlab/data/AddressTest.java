package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTest {
  @Test
  void usesSecretsAndShowsNone() {
    Address address = parse(" http://me:s3%40cret@host:8080/a/b.gz?token=t0ken#part ");
    assertThat(address.user()).isEqualTo("me:s3@cret");
    assertThat(address.uri()).hasToString("http://host:8080/a/b.gz?token=t0ken");
    assertThat(address).hasToString("http://host:8080/a/b.gz?…");
    assertThat(parse("https://host")).hasToString("https://host");
    assertThat(parse("http://a@h/a@/b").uri()).hasToString("http://h/a@/b");
  }

  @Test
  void whatIsNoAddressShowsNoSecretEither() {
    for (String text :
        List.of(
            "http://me:s3cret@ho st/",
            "http://me:s3cret@",
            "http://me:s3cret@my_host/",
            "http://me:s3/cret@host/",
            "http://me:s3?cret@host/",
            "http://me:s3#cret@host/",
            "http://me:s3\\cret@host/",
            "http://me:s3%cret@host/",
            "http://me:s3cret%40host/",
            "http://me:s3cret/",
            "http:/me:s3cret@host",
            "me:s3cret@host",
            "ftp://me:s3cret@host/",
            "http://host:99999/?s3cret",
            "http://me:s3\u0000cret@host/",
            "://s3cret@",
            "s3cret@x://y")) {
      assertThatThrownBy(() -> parse(text))
          .as(text)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("mirror ")
          .hasMessageEndingWith(": do this")
          .hasNoCause()
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3", "cret"));
    }
    assertThatThrownBy(() -> parse("ftp://host/")).hasMessageContaining("mirror ftp://host/ is");
  }

  @Test
  void redirects() {
    Address from = parse("https://me:s3cret@host/a/b");
    assertThat(from.redirected("c").uri()).hasToString("https://host/a/c");
    assertThat(from.redirected("https://host:443/").user()).isEqualTo("me:s3cret");
    assertThat(from.redirected("https://host:444/").user()).isEmpty();
    assertThat(from.redirected("https://you@other/").user()).isEqualTo("you");
    assertThatThrownBy(() -> from.redirected("http://host/x?t0ken"))
        .hasMessageContaining("https://host/a/b to http://host/x?… leaves https");
  }

  private static Address parse(String text) {
    return Address.parse(text, "mirror", "do this");
  }
}
