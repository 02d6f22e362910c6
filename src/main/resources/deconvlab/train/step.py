def losses(self, outputs: List[Tensor], labels: Tensor, target: Tensor, cross_entropy: float, mse: float) -> List[Tensor]:
  scores = outputs[0]
  zero = torch.new_zeros(scores, [])
  entropy = zero
  if torch.gt(cross_entropy, 0.):
    entropy = torch.cross_entropy_loss(scores, labels)
  error = zero
  if torch.gt(mse, 0.):
    error = torch.mse_loss(outputs[-1], target)
  total = torch.add(torch.mul(entropy, cross_entropy), torch.mul(error, mse))
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
    _0 = torch.append(result, gradient)
  return result

def note(self, buffer: Tensor, row: int, losses: List[Tensor], gradients: List[Tensor], weights: Tensor) -> List[Tensor]:
  norms = torch.stack(torch._foreach_norm(gradients))
  whole = torch.linalg_vector_norm(norms, 2, [0], True)
  values = torch.cat([torch.stack(losses), whole, torch.index_select(norms, 0, weights)])
  _1 = torch.copy_(torch.select(buffer, 0, row), values)
  return annotate(List[Tensor], [])

def score(self, scores: Tensor, labels: Tensor) -> Tensor:
  right = torch.sum(torch.to(torch.eq(torch.argmax(scores, 1), labels), 6))
  return torch.stack([torch.cross_entropy_loss(scores, labels, None, 2), right])

def picture_error(self, picture: Tensor, target: Tensor) -> Tensor:
  error = torch.mul(torch.mse_loss(picture, target), torch.size(picture, 0))
  return torch.stack([error, torch.zeros_like(error)])

def norms(self, gradients: List[Tensor]) -> Tensor:
  norms = torch.stack(torch._foreach_norm(gradients))
  return torch.cat([torch.linalg_vector_norm(norms, 2, [0], True), norms])

def restore(self, arrays: List[Tensor], saved: List[Tensor]) -> List[Tensor]:
  for i in range(torch.len(arrays)):
    _0 = torch.copy_(arrays[i], saved[i])
  return annotate(List[Tensor], [])
