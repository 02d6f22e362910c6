# Both give [norm after, share clipped, clipped gradients...]. Nothing is changed in place: two
# parameters may share one gradient's memory.
def by_norm(self, gradients: List[Tensor], whole: Tensor, limit: float) -> List[Tensor]:
  factor = torch.clamp_max(torch.mul(torch.reciprocal(torch.add(whole, 9.9999999999999995e-07)), limit), 1.)
  clipped = torch._foreach_mul(gradients, factor)
  # A norm that overflows brings every gradient to 0, and infinity times 0 is not 0.
  after = torch.where(torch.isinf(whole), torch.linalg_vector_norm(torch.stack(torch._foreach_norm(clipped))), torch.mul(whole, factor))
  return torch.add([after, torch.to(torch.lt(factor, 1.), 6)], clipped)

def by_value(self, gradients: List[Tensor], limit: float) -> List[Tensor]:
  clipped = annotate(List[Tensor], [])
  beyond = annotate(List[Tensor], [])
  elements = 0
  for i in range(torch.len(gradients)):
    g = gradients[i]
    _0 = torch.append(clipped, torch.clamp(g, torch.neg(limit), limit))
    _1 = torch.append(beyond, torch.sum(torch.gt(torch.abs(g), limit)))
    elements = torch.add(elements, torch.numel(g))
  # Whole numbers would be divided without a rest: the archive's format is from before 1.5.
  share = torch.div(torch.to(torch.sum(torch.stack(beyond)), 6), elements)
  whole = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(clipped)))
  return torch.add([whole, share], clipped)

def weights(self, weights: List[Tensor], limit: float) -> List[Tensor]:
  for i in range(torch.len(weights)):
    _0 = torch.clamp_(weights[i], torch.neg(limit), limit)
  return annotate(List[Tensor], [])
