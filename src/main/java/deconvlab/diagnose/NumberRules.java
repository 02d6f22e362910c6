package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.List;
import java.util.Optional;

/** Numbers that are none. */
final class NumberRules {
  private static final String ADVICE =
      "look for NaN in the data and in loaded weights; a lower learning rate, smaller initial"
          + " weights, clipping by norm";

  private NumberRules() {}

  /** Where it was first seen, or "" with the reason why that is not known. */
  private record Place(String layer, String what) {}

  static Optional<Finding> nonFinite(Observations e) {
    int step = firstBad(e);
    if (step < 0) {
      return Optional.empty();
    }
    double loss = at(e, RunRecord.LOSS, step);
    Place place = Double.isFinite(loss) ? backwards(e, step) : forwards(e, step);
    String evidence =
        Text.format(
            "loss %s, gradient norm %s; %s (every number must be finite)",
            number(loss), number(at(e, RunRecord.NORM, step)), place.what());
    return Optional.of(Finding.fault("non-finite", place.layer(), step, evidence, ADVICE));
  }

  private static int firstBad(Observations e) {
    for (int i = 0; i < e.steps().length(); i++) {
      for (String column : List.of(RunRecord.LOSS, RunRecord.NORM)) {
        if (e.has(column) && !Double.isFinite(at(e, column, i))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** The loss is none: something on the way forwards was not, from the input on. */
  private static Place forwards(Observations e, int step) {
    Optional<Signals> look = e.looks().stream().filter(l -> l.step() == step).findFirst();
    if (look.isPresent() && !Double.isFinite(look.get().inputMean())) {
      return new Place("", "the batch that came in holds numbers that are not finite");
    }
    for (String layer : e.layers(RunRecord.PARAMETER_NORM)) {
      double norm = at(e, RunRecord.PARAMETER_NORM + layer, step);
      if (!Double.isFinite(norm)) {
        return new Place(
            layer, Text.format("the layer's weights had norm %s before the step", norm));
      }
    }
    return look.flatMap(l -> l.layers().stream().filter(s -> !s.finite()).findFirst())
        .map(s -> new Place(s.name(), "its activations are the first that are not finite"))
        .orElse(
            new Place(
                "",
                look.isPresent()
                    ? "every activation is finite: the loss itself is not"
                    : "weights were finite and no look was taken at this step: look at every step"));
  }

  /** The loss is a number, so the gradient broke on its way back: last layer first. */
  private static Place backwards(Observations e, int step) {
    List<String> layers = e.layers(RunRecord.NON_FINITE);
    for (int i = layers.size() - 1; i >= 0; i--) {
      double count = at(e, RunRecord.NON_FINITE + layers.get(i), step);
      if (count > 0) {
        return new Place(
            layers.get(i),
            Text.format("%.0f elements of its weight's gradient are not finite", count));
      }
    }
    List<String> norms = e.layers(RunRecord.LAYER_NORM);
    for (int i = norms.size() - 1; i >= 0; i--) {
      if (!Double.isFinite(at(e, RunRecord.LAYER_NORM + norms.get(i), step))) {
        return new Place(
            norms.get(i),
            "every element of its weight's gradient is finite, their norm overflows 32 bits");
      }
    }
    return new Place("", "every weight's gradient is finite: a bias's, or the norm of all, is not");
  }

  private static double at(Observations e, String column, int step) {
    return e.has(column) ? e.steps().get(column)[step] : Double.NaN;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Text.format("%.3g", value) : Double.toString(value);
  }
}
