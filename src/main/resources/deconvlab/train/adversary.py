# Games by number: 1 non-saturating, 2 saturating, 3 Wasserstein, 4 hinge. Scores are (n,1): real
# images' are wanted high by the critic, made ones' low.
def critic_loss(self, real: Tensor, made: Tensor, game: int) -> Tensor:
  if torch.eq(game, 3):
    loss = torch.sub(torch.mean(made), torch.mean(real))
  elif torch.eq(game, 4):
    loss = torch.add(torch.mean(torch.relu(torch.rsub(real, 1.))), torch.mean(torch.relu(torch.add(made, 1.))))
  else:
    loss = torch.add(torch.mean(torch.softplus(torch.neg(real))), torch.mean(torch.softplus(made)))
  return loss

def critic_score(self, real: Tensor, made: Tensor, game: int) -> Tensor:
  loss = torch.mul(self.critic_loss(real, made, game), torch.size(real, 0))
  return torch.stack([loss, torch.zeros_like(loss)])

# log(1 - D) = -softplus(score), -log D = softplus(-score).
def generator_loss(self, made: Tensor, game: int) -> Tensor:
  if torch.eq(game, 1):
    loss = torch.mean(torch.softplus(torch.neg(made)))
  elif torch.eq(game, 2):
    loss = torch.neg(torch.mean(torch.softplus(made)))
  else:
    loss = torch.neg(torch.mean(made))
  return loss

# What of the generator's gradient is left, as a mean over images: |dl/dpicture|, and the share of
# images with |dl/dscore| below a hundredth of its most, 1. l is an image's loss, the n-th part of L.
def left(self, gradient: Tensor, made: Tensor, game: int) -> List[Tensor]:
  n = torch.size(gradient, 0)
  norms = torch.linalg_vector_norm(torch.flatten(gradient, 1), 2, [1])
  pull = torch.ones_like(made)
  if torch.eq(game, 1):
    pull = torch.sigmoid(torch.neg(made))
  if torch.eq(game, 2):
    pull = torch.sigmoid(made)
  share = torch.mean(torch.to(torch.lt(pull, 0.01), 6))
  return [torch.mul(torch.mean(norms), n), share]

# Points between real and made images, each at a random place of its own, drawn on the host.
def mixed(self, real: Tensor, made: Tensor, seed: int) -> Tensor:
  own = torch.Generator(device=torch.device("cpu"), seed=seed)
  share = torch.uniform_(torch.empty([torch.size(real, 0), 1, 1, 1]), 0., 1., generator=own)
  x = torch.lerp(made, real, torch.to(share, real))
  return torch.requires_grad_(torch.detach(x), True)

# strength times mean (|dscore/dx| - 1)^2, itself differentiable: Gulrajani et al. 2017, algorithm 1.
def penalty(self, scores: Tensor, x: Tensor, strength: float) -> Tensor:
  found = torch.grad([torch.sum(scores)], [x], None, True, True, False)
  slope = unchecked_cast(Tensor, found[0])
  norms = torch.linalg_vector_norm(torch.flatten(slope, 1), 2, [1])
  return torch.mul(torch.mean(torch.pow(torch.sub(norms, 1.), 2)), strength)
