# weights: one for each class, or none; divergences: of each number of a code, summed over the
# images, or none.
def losses(self, outputs: List[Tensor], labels: Tensor, target: Tensor, weights: Tensor, cross_entropy: float, mse: float, smoothing: float, divergences: List[Tensor], nat: float, free: float) -> List[Tensor]:
  scores = outputs[0]
  zero = torch.new_zeros(scores, [])
  entropy = zero
  if torch.gt(cross_entropy, 0.):
    if torch.gt(torch.numel(weights), 0):
      entropy = torch.cross_entropy_loss(scores, labels, weights, 1, -100, smoothing)
    else:
      entropy = torch.cross_entropy_loss(scores, labels, None, 1, -100, smoothing)
  error = zero
  if torch.gt(mse, 0.):
    error = torch.mse_loss(outputs[-1], target)
  total = torch.add(torch.mul(entropy, cross_entropy), torch.mul(error, mse))
  if torch.gt(nat, 0.):
    each = torch.div(divergences[0], torch.size(labels, 0))
    total = torch.add(total, torch.mul(torch.sum(torch.clamp(each, min=free)), nat))
  return [total, entropy, error]

def gradients(self, loss: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  found = torch.grad([loss], parameters, None, None, False, True)
  result = annotate(List[Tensor], [])
  for i in range(torch.len(parameters)):
    g = found[i]
    if torch.__is__(g, None):
      gradient = torch.zeros_like(parameters[i])
    else:
      gradient = unchecked_cast(Tensor, g)
      # Fused optimizers walk through memory: a gradient lies as its parameter does.
      if torch.__not__(torch.is_contiguous(parameters[i])):
        if torch.eq(torch.dim(gradient), 4):
          gradient = torch.contiguous(gradient, memory_format=2)
    _0 = torch.append(result, gradient)
  return result

# The gradient of l1*sum|w|, 0 where w is 0. A sum of its own: two parameters may share one
# gradient's memory.
def add_l1(self, gradients: List[Tensor], weights: List[Tensor], l1: float) -> List[Tensor]:
  return torch._foreach_add(gradients, torch._foreach_sign(weights), alpha=l1)

# The whole's norm and one a parameter in a row, the whole's alone, and 0.
def norms(self, gradients: List[Tensor]) -> List[Tensor]:
  norms = self.lengths(gradients)
  whole = self.lengths([norms])
  return [torch.cat([whole, norms]), torch.select(whole, 0, 0), torch.new_zeros(whole, [])]

# What a row of the buffer starts with, in both tiers: three losses and the norm of the gradient.
def note(self, buffer: Tensor, row: int, losses: List[Tensor], norms: Tensor) -> List[Tensor]:
  values = torch.cat([torch.stack(losses), torch.narrow(norms, 0, 0, 1)])
  _0 = torch.copy_(torch.select(buffer, 0, row), values)
  return annotate(List[Tensor], [])

# norms: the whole, then one a parameter; clipped: norm after, share. The weights before the update
# stay in `before`.
def note_all(self, buffer: Tensor, row: int, losses: List[Tensor], norms: Tensor, clipped: List[Tensor], gradients: List[Tensor], weights: List[Tensor], before: List[Tensor]) -> List[Tensor]:
  torch._foreach_copy_(before, weights)
  sizes = torch.stack(torch._foreach_norm(before))
  values = torch.cat([torch.stack(losses), norms, torch.stack(clipped), sizes, self.not_finite(gradients, norms)])
  _1 = torch.copy_(torch.narrow(torch.select(buffer, 0, row), 0, 0, torch.size(values, 0)), values)
  return annotate(List[Tensor], [])

# How many elements of each gradient are not finite: none where the norm of all is.
def not_finite(self, gradients: List[Tensor], norms: Tensor) -> Tensor:
  if torch.__not__(ops.prim.is_cuda(norms)):
    if bool(torch.isfinite(torch.select(norms, 0, 0))):
      return torch.new_zeros(norms, [torch.len(gradients)])
  broken = annotate(List[Tensor], [])
  # A product with 0 is not 0, but NaN, exactly where a gradient is not finite.
  zeros = torch._foreach_mul(gradients, 0.)
  for i in range(torch.len(zeros)):
    _0 = torch.append(broken, torch.count_nonzero(zeros[i]))
  return torch.to(torch.stack(broken), 6)

# How far the weights moved: the end of the row.
def note_update(self, buffer: Tensor, row: int, weights: List[Tensor], before: List[Tensor]) -> List[Tensor]:
  torch._foreach_sub_(before, weights)
  moved = torch.stack(torch._foreach_norm(before))
  n = torch.size(moved, 0)
  _0 = torch.copy_(torch.narrow(torch.select(buffer, 0, row), 0, torch.sub(torch.size(buffer, 1), n), n), moved)
  return annotate(List[Tensor], [])

# Copies parameters as long as no loss before this one was broken.
def keep(self, loss: Tensor, broken: Tensor, parameters: List[Tensor], kept: List[Tensor]) -> List[Tensor]:
  for i in range(torch.len(parameters)):
    _0 = torch.copy_(kept[i], torch.where(broken, kept[i], parameters[i]))
  _1 = torch.logical_or_(broken, torch.logical_not(torch.isfinite(torch.reshape(loss, []))))
  return annotate(List[Tensor], [])

# How many numbers are none, in all.
def broken(self, arrays: List[Tensor]) -> Tensor:
  counts = annotate(List[Tensor], [])
  for i in range(torch.len(arrays)):
    _0 = torch.append(counts, torch.count_nonzero(torch.logical_not(torch.isfinite(arrays[i]))))
  return torch.sum(torch.stack(counts))

def score(self, scores: Tensor, labels: Tensor) -> Tensor:
  right = torch.sum(torch.to(torch.eq(torch.argmax(scores, 1), labels), 6))
  return torch.stack([torch.cross_entropy_loss(scores, labels, None, 2), right])

# Counts in the order [bin][true][said], then sums of confidence as [bin][said].
def predictions(self, scores: Tensor, labels: Tensor, bins: int) -> Tensor:
  classes = torch.size(scores, 1)
  confidence = torch.amax(torch.softmax(scores, 1), [1])
  said = torch.argmax(scores, 1)
  bin = torch.clamp(torch.to(torch.mul(confidence, bins), 4), 0, torch.sub(bins, 1))
  cell = torch.add(torch.mul(torch.add(torch.mul(bin, classes), labels), classes), said)
  counts = torch.bincount(cell, None, torch.mul(torch.mul(bins, classes), classes))
  sums = torch.bincount(torch.add(torch.mul(bin, classes), said), confidence, torch.mul(bins, classes))
  return torch.cat([torch.to(counts, 6), torch.to(sums, 6)])

def picture_error(self, picture: Tensor, target: Tensor) -> Tensor:
  error = torch.mul(torch.mse_loss(picture, target), torch.size(picture, 0))
  return torch.stack([error, torch.zeros_like(error)])
