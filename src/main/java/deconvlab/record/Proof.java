package deconvlab.record;

import deconvlab.text.Checks;

/**
 * What is true by algebra, so that nothing of it is measured.
 *
 * @param statement what holds, in a sentence
 * @param proof why
 * @param test the class that holds the code to it
 */
public record Proof(String statement, String proof, String test) {
  public Proof {
    Checks.printable("statement", statement);
    Checks.printable("proof", proof);
    Checks.printable("test", test);
  }
}
