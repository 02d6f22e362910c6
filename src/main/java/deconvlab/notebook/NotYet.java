package deconvlab.notebook;

/**
 * What an exercise's empty method throws until the reader fills it in: {@code throw new NotYet();}
 * compiles whatever the method returns, and {@link Check#exercise} takes it for "not done yet".
 */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says that the reader's code goes here. */
  public NotYet() {
    super("Not done yet: write your code in place of this line.");
  }
}
