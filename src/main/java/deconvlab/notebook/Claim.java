package deconvlab.notebook;

import deconvlab.text.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence that is on trial.
 *
 * @param id its study, {@code C01} to {@code C20}
 * @param words what is claimed, in our words
 * @param articles where it was said, for instance {@code S0, S4}
 */
public record Claim(String id, String words, String articles) {
  private static final Pattern ROW =
      Pattern.compile("\\| \\[(C\\d\\d)]\\(#c\\d\\d\\) \\| ([^|]+) \\| (S\\d(?:, S\\d)*) \\|");

  /**
   * The claims of a page whose table has the columns number, claim, said in.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Claim> read(Path page) throws IOException {
    Matcher rows = ROW.matcher(Files.readString(page));
    List<Claim> claims =
        rows.results().map(row -> new Claim(row.group(1), row.group(2), row.group(3))).toList();
    Checks.that(!claims.isEmpty(), "%s has no table of claims", page);
    return claims;
  }

  /** 7 for {@code C07}. */
  public int number() {
    return Integer.parseInt(id.substring(1));
  }
}
