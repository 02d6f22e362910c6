def add_images(self, images: Tensor, products: Tensor, sums: Tensor) -> List[Tensor]:
  x = torch.flatten(images, 1)
  _0 = torch.addmm_(products, torch.t(x), x)
  _1 = torch.add_(sums, torch.sum(x, [0], True))
  return annotate(List[Tensor], [])

# Subspace iteration: what a few more columns than asked for take up, the asked ones lose fast.
def components(self, products: Tensor, sums: Tensor, n: int, k: int, rounds: int) -> List[Tensor]:
  mean = torch.div(sums, n)
  covariance = torch.sub(torch.div(products, n), torch.mm(torch.t(mean), mean))
  size = torch.size(covariance, 0)
  own = torch.Generator(device=ops.prim.device(covariance), seed=1)
  columns = ops.prim.min(size, torch.add(k, 16))
  start = torch.new_zeros(covariance, [size, columns])
  q = torch.normal_(start, 0., 1., generator=own)
  for i in range(rounds):
    q, r, = torch.linalg_qr(torch.mm(covariance, q))
  small = torch.mm(torch.t(q), torch.mm(covariance, q))
  values, vectors, = torch.linalg_eigh(small)
  sorted = torch.flip(torch.mm(q, vectors), [1])
  return [mean, torch.slice(torch.flip(values, [0]), 0, 0, k), torch.slice(sorted, 1, 0, k), torch.sum(torch.diagonal(covariance))]

def rebuilt(self, images: Tensor, mean: Tensor, vectors: Tensor) -> Tensor:
  centred = torch.flatten(torch.sub(images, mean), 1)
  back = torch.mm(torch.mm(centred, vectors), torch.t(vectors))
  return torch.add(torch.reshape(back, torch.size(images)), mean)
