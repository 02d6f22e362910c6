# A ReLU's way back: by_input, where its input was above 0; by_signal, where the signal is.
def back(self, signal: Tensor, input: Tensor, by_input: bool, by_signal: bool) -> Tensor:
  y = signal
  if by_input:
    y = torch.where(torch.gt(input, 0.), y, torch.zeros_like(y))
  if by_signal:
    y = torch.clamp_min(y, 0.)
  return y

def rectified(self, z: Tensor) -> Tensor:
  return torch.relu(torch.detach(z))

# The signal times dz/da. Kept for another way back.
def pulled(self, z: Tensor, a: Tensor, signal: Tensor) -> Tensor:
  found = torch.grad([torch.sum(torch.mul(z, signal))], [a], None, True, False)
  return unchecked_cast(Tensor, found[0])

# Points on the straight way from 0 to x, each in the middle of its step: (steps, ...).
def way(self, x: Tensor, steps: int) -> Tensor:
  share = torch.div(torch.add(torch.arange(steps, dtype=6), 0.5), steps)
  return torch.mul(x, torch.reshape(torch.to(share, ops.prim.device(x)), [steps, 1, 1, 1]))
