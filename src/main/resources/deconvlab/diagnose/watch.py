# Has autograd keep the gradient of z; nothing for a z that no parameter to train leads to.
def retain(self, z: Tensor) -> List[Tensor]:
  if ops.prim.requires_grad(z):
    _0 = torch.retain_grad(z)
  return annotate(List[Tensor], [])

# How far `after` is from sigmoid, tanh, ReLU and identity of `before`; then the least of `before`.
def function(self, before: Tensor, after: Tensor) -> Tensor:
  candidates = [torch.sigmoid(before), torch.tanh(before), torch.relu(before), before]
  errors = annotate(List[Tensor], [])
  for i in range(torch.len(candidates)):
    _0 = torch.append(errors, torch.max(torch.abs(torch.sub(after, candidates[i]))))
  _1 = torch.append(errors, torch.min(before))
  return torch.stack(errors)

# Loss and norm of the whole gradient; for each weight the norm of its gradient, its own norm, and
# how many elements of its gradient are not finite: a product with 0 is NaN exactly there.
def batch(self, loss: Tensor, gradients: List[Tensor], of_weights: List[Tensor], weights: List[Tensor]) -> Tensor:
  whole = self.lengths([self.lengths(gradients)])
  norms = self.lengths(of_weights)
  sizes = torch.stack(torch._foreach_norm(weights))
  broken = annotate(List[Tensor], [])
  zeros = torch._foreach_mul(of_weights, 0.)
  for i in range(torch.len(zeros)):
    _0 = torch.append(broken, torch.count_nonzero(zeros[i]))
  rows = [torch.reshape(loss, [1]), whole, norms, sizes, torch.stack(broken)]
  return torch.to(torch.cat(rows), 6)

def remember(self, before: List[Tensor], weights: List[Tensor]) -> List[Tensor]:
  torch._foreach_copy_(before, weights)
  return annotate(List[Tensor], [])

# How far the weights moved since `remember`; `before` is used up.
def moved(self, before: List[Tensor], weights: List[Tensor]) -> Tensor:
  torch._foreach_sub_(before, weights)
  return torch.to(torch.stack(torch._foreach_norm(before)), 6)

# The largest difference over the largest number of `a`.
def gap(self, a: Tensor, b: Tensor) -> Tensor:
  return torch.div(torch.max(torch.abs(torch.sub(a, b))), torch.max(torch.abs(a)))

# 1 for each array that differs anywhere.
def changed(self, now: List[Tensor], before: List[Tensor]) -> Tensor:
  flags = annotate(List[Tensor], [])
  for i in range(torch.len(now)):
    _0 = torch.append(flags, torch.any(torch.ne(now[i], before[i])))
  return torch.to(torch.stack(flags), 6)
