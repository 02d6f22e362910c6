def plain(self, images: Tensor, labels: Tensor, draw: Tensor, mean: Tensor, std: Tensor) -> List[Tensor]:
  index = torch.select(draw, 0, 0)
  x = torch.to(torch.index_select(images, 0, index), 6)
  return [torch.div_(torch.sub_(x, mean), std), torch.index_select(labels, 0, index)]

def augmented(self, images: Tensor, labels: Tensor, draw: Tensor, mean: Tensor, std: Tensor) -> List[Tensor]:
  index = torch.select(draw, 0, 0)
  corner = torch.select(draw, 0, 1)
  mirrored = torch.reshape(torch.gt(torch.select(draw, 0, 2), 0), [-1, 1, 1, 1])
  n = torch.size(index, 0)
  padded = torch.constant_pad_nd(torch.index_select(images, 0, index), [4, 4, 4, 4], 0)
  runs = torch.as_strided(padded, [torch.sub(torch.mul(n, 4800), 31), 32], [1, 1])
  plane = torch.reshape(torch.mul(torch.arange(torch.mul(n, 3), dtype=4, device=ops.prim.device(draw)), 1600), [n, 3, 1])
  row = torch.mul(torch.arange(32, dtype=4, device=ops.prim.device(draw)), 40)
  start = torch.add(torch.add(plane, torch.reshape(corner, [n, 1, 1])), row)
  cut = torch.reshape(torch.index(runs, annotate(List[Optional[Tensor]], [torch.reshape(start, [-1])])), [n, 3, 32, 32])
  turned = torch.where(mirrored, torch.flip(cut, [3]), cut)
  x = torch.to(turned, 6)
  return [torch.div_(torch.sub_(x, mean), std), torch.index_select(labels, 0, index)]
