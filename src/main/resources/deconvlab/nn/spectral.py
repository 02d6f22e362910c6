# One power iteration: u = unit(W v), v = unit(W' u), W with its outputs in rows.
def iterate(self, weights: List[Tensor], u: List[Tensor], v: List[Tensor]) -> List[Tensor]:
  for i in range(torch.len(weights)):
    w = torch.flatten(weights[i], 1)
    _0 = torch.copy_(u[i], self.unit(torch.mv(w, v[i])))
    _1 = torch.copy_(v[i], self.unit(torch.mv(torch.t(w), u[i])))
  return annotate(List[Tensor], [])

def unit(self, x: Tensor) -> Tensor:
  return torch.div(x, torch.clamp_min(torch.linalg_vector_norm(x), 9.9999999999999998e-13))

def normalised(self, weight: Tensor, u: Tensor, v: Tensor) -> Tensor:
  return torch.div(weight, torch.dot(u, torch.mv(torch.flatten(weight, 1), v)))
