package deconvlab.record;

import deconvlab.text.Checks;

/**
 * What others found, beside what a study finds.
 *
 * @param reference authors, title, place
 * @param year of publication
 * @param found what they found, in a sentence
 * @param contrast the contrast of the study that asks the same; "" if none does
 * @param says what it says of that contrast: supported or refuted; null only where none is named
 */
public record Literature(
    String reference, int year, String found, @Defaulted String contrast, @Defaulted Verdict says) {
  public Literature {
    Checks.printable("reference", reference);
    Checks.within("year", year, 1600, 2200);
    Checks.printable("found", found);
    contrast = contrast == null ? "" : contrast;
    boolean said = says == Verdict.SUPPORTED || says == Verdict.REFUTED;
    Checks.that(
        said || (says == null && contrast.isEmpty()),
        "says=%s must be supported or refuted: what it says of the contrast",
        says);
  }
}
