package deconvlab.diagnose;

import deconvlab.record.Finding;
import java.util.Optional;

/** Looks for one fault; says nothing where its evidence was not measured. */
interface Rule {
  Optional<Finding> check(Observations evidence);
}
