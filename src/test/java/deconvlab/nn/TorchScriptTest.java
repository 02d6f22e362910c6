package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bridge: what it takes, who owns what, and that nothing is left behind by a failed call. */
class TorchScriptTest {
  private static final TorchScript OPS =
      TorchScript.source(
          """
          def mix(self, x: Tensor, more: List[Tensor], n: int, r: float, on: bool, l: List[int]) -> Tensor:
            y = torch.add(torch.mul(x, r), n)
            if on:
              y = torch.add(y, more[1])
            return torch.reshape(y, l)

          def pair(self, x: Tensor) -> List[Tensor]:
            return [torch.neg(x), torch.mul(x, x)]

          def nothing(self, x: Tensor) -> List[Tensor]:
            return annotate(List[Tensor], [])
          """);

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyKindOfArgumentArrives() {
    NDArray x = manager.create(new float[] {1, 2});
    NDList more = new NDList(x, manager.create(new float[] {100, 200}));
    NDArray y = OPS.callForOne(manager, "mix", x, more, 10L, 0.5, true, new long[] {2, 1});
    assertClose(y, new long[] {2, 1}, new double[] {110.5, 211}, 0);
    NDArray plain = OPS.callForOne(manager, "mix", x, more, 10, 2f, false, new long[] {1, 2});
    assertClose(plain, new long[] {1, 2}, new double[] {12, 14}, 0);
  }

  @Test
  void resultsAttachToTheOwnerNotToTheInput() {
    NDArray x = manager.create(new float[] {3});
    int before = manager.getManagedArrays().size();
    try (NDManager owner = manager.newSubManager()) {
      NDList pair = OPS.call(owner, "pair", x);
      assertThat(pair).extracting(NDArray::getFloat).containsExactly(-3f, 9f);
      assertThat(pair).allMatch(a -> a.getManager() == owner);
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
    assertThat(OPS.call(manager, "nothing", x)).isEmpty();
  }

  @Test
  void gradientsFlowThroughACall() {
    NDArray x = manager.create(new float[] {3, -4});
    x.setRequiresGradient(true);
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      collector.backward(OPS.call(manager, "pair", x).get(1).sum());
    }
    assertClose(x.getGradient(), new long[] {2}, new double[] {6, -8}, 0);
  }

  @Test
  void aFailedCallLeavesNoArrayBehind() {
    NDArray x = manager.ones(new Shape(3));
    NDList more = new NDList(x, manager.ones(new Shape(4)));
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> OPS.call(manager, "mix", x, more, 1, 1.0, true, new long[] {3}))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("must match the size");
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
    assertThat(x.toFloatArray()).containsExactly(1, 1, 1);
  }

  @Test
  void argumentsOfAnotherTypeAreNamed() {
    assertThatThrownBy(() -> OPS.call(manager, "pair", "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "argument text must be NDArray, NDList, Long, Integer, Double, Float, Boolean or"
                + " long[]");
    assertThatThrownBy(() -> OPS.call(manager, "pair", 2.5)).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> OPS.call(manager, "pair")).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> OPS.call(manager, "absent", manager.create(1f)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void aBadTextIsRefusedWhenItIsLoaded() {
    assertThatThrownBy(
            () -> TorchScript.source("def broken(self, x: Tensor -> Tensor:\n  return x"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("broken");
    assertThatThrownBy(() -> TorchScript.resource(TorchScriptTest.class, "absent.py"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no resource absent.py beside deconvlab.nn.TorchScriptTest");
  }
}
