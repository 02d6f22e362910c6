package deconvlab.lesson;

/** How much an exercise asks of a reader. */
public enum Grade {
  /** One formula or one line of code. */
  WARM_UP("warm-up"),
  /** What the lesson is about. */
  CORE("core"),
  /** Several ideas at once, or a question that the lesson leaves open. */
  RESEARCH("research");

  private final String label;

  Grade(String label) {
    this.label = label;
  }

  /** The name as it is written: {@code warm-up}. */
  @Override
  public String toString() {
    return label;
  }
}
