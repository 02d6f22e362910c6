package deconvlab.math;

import deconvlab.text.Checks;
import java.util.function.UnaryOperator;

/**
 * A regularised inverse of a linear map A: the x that makes ‖A·x − y‖² + λ·‖x‖² least (Tikhonov),
 * found by conjugate gradients on (AᵀA + λI)·x = Aᵀy (Hestenes and Stiefel 1952). What a transposed
 * convolution alone, Aᵀy, leaves out is the (AᵀA)⁻¹.
 *
 * @param penalty λ, above 0
 * @param iterations at most so many; fewer where the residual falls to 1e-8 of where it began
 */
public record RidgeInverse(double penalty, int iterations) {
  private static final double SMALL = 1e-8;

  public RidgeInverse {
    Checks.positive("penalty", penalty);
    Checks.least("iterations", iterations, 1);
  }

  /**
   * The x.
   *
   * @param back Aᵀy, shaped like x
   * @param normal x → AᵀA·x
   */
  public Tensor of(Tensor back, UnaryOperator<Tensor> normal) {
    Tensor x = Tensor.zeros(back.shape());
    Tensor residual = back;
    Tensor direction = residual;
    double begun = residual.dot(residual);
    double size = begun;
    for (int i = 0; i < iterations && size > SMALL * SMALL * begun; i++) {
      Tensor through = sum(normal.apply(direction), penalty, direction);
      double step = size / direction.dot(through);
      x = sum(x, step, direction);
      residual = sum(residual, -step, through);
      double next = residual.dot(residual);
      direction = sum(residual, next / size, direction);
      size = next;
    }
    return x;
  }

  /** a + factor·b. */
  private static Tensor sum(Tensor a, double factor, Tensor b) {
    Tensor sum = Tensor.zeros(a.shape());
    for (int i = 0; i < sum.size(); i++) {
      sum.data()[i] = a.at(i) + factor * b.at(i);
    }
    return sum;
  }
}
