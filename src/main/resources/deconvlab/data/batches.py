def plain(self, images: Tensor, labels: Tensor, index: Tensor, mean: Tensor, std: Tensor) -> List[Tensor]:
  x = self.normalised(torch.index_select(images, 0, index), mean, std)
  return [x, torch.index_select(labels, 0, index)]

# draw: (5, n) of index, corner of the window, whether mirrored, row and column of the hole.
def augmented(self, images: Tensor, labels: Tensor, draw: Tensor, turns: Tensor, mean: Tensor, std: Tensor, pad: int, flip: bool, cutout: int) -> List[Tensor]:
  index = torch.select(draw, 0, 0)
  n = torch.size(index, 0)
  x = torch.index_select(images, 0, index)
  if torch.gt(pad, 0):
    x = self.windows(x, torch.select(draw, 0, 1), pad)
  if flip:
    # Choosing whole images from [as they are, mirrored] is 5 times faster here than torch.where.
    both = torch.cat([x, torch.flip(x, [3])], 0)
    choice = torch.add(self.count(n, draw), torch.mul(torch.select(draw, 0, 2), n))
    x = torch.index_select(both, 0, choice)
  if torch.gt(torch.size(turns, 0), 0):
    grid = torch.affine_grid_generator(turns, [n, 3, 32, 32], False)
    x = torch.grid_sampler(torch.to(x, 6), grid, 0, 0, False)
  if torch.gt(cutout, 0):
    rows = self.span(torch.select(draw, 0, 3), cutout)
    columns = self.span(torch.select(draw, 0, 4), cutout)
    hole = torch.logical_and(torch.reshape(rows, [n, 1, 32, 1]), torch.reshape(columns, [n, 1, 1, 32]))
    x = torch.masked_fill(x, hole, 0)
  return [self.normalised(x, mean, std), torch.index_select(labels, 0, index)]

# (n) -> (n,32): whether each place lies in the `length` places from `start` on.
def span(self, start: Tensor, length: int) -> Tensor:
  at = torch.sub(torch.reshape(self.count(32, start), [1, 32]), torch.reshape(start, [-1, 1]))
  return torch.logical_and(torch.ge(at, 0), torch.lt(at, length))

# (n,3,32,32) bytes -> the 32x32 windows of the padded images, each from its own corner.
# A window's row is a run of 32 bytes: index_select over all runs there are copies whole rows, 8
# times faster than torch.index.
def windows(self, bytes: Tensor, corner: Tensor, pad: int) -> Tensor:
  n = torch.size(bytes, 0)
  side = torch.add(32, torch.mul(pad, 2))
  area = torch.mul(side, side)
  planes = torch.mul(n, 3)
  padded = torch.constant_pad_nd(bytes, [pad, pad, pad, pad], 0)
  runs = torch.as_strided(padded, [torch.sub(torch.mul(planes, area), 31), 32], [1, 1])
  plane = torch.reshape(torch.mul(self.count(planes, corner), area), [n, 3, 1])
  row = torch.mul(self.count(32, corner), side)
  start = torch.add(torch.add(plane, torch.reshape(corner, [n, 1, 1])), row)
  return torch.reshape(torch.index_select(runs, 0, torch.reshape(start, [-1])), [n, 3, 32, 32])

def normalised(self, bytes: Tensor, mean: Tensor, std: Tensor) -> Tensor:
  return torch.div_(torch.sub_(torch.to(bytes, 6), mean), std)

def count(self, n: int, like: Tensor) -> Tensor:
  return torch.arange(n, dtype=4, device=ops.prim.device(like))

# A generator for each image: its noise does not depend on the batch that it comes in. Drawn on the
# host, so that every device sees the same.
def normal(self, seeds: List[int], shape: List[int], like: Tensor) -> Tensor:
  noise = annotate(List[Tensor], [])
  for i in range(torch.len(seeds)):
    own = torch.Generator(device=torch.device("cpu"), seed=seeds[i])
    _0 = torch.append(noise, torch.normal_(torch.empty(shape), 0., 1., generator=own))
  return torch.to(torch.stack(noise), like)

# std: in units of a byte, as sigma.
def noisy(self, x: Tensor, seeds: List[int], sigma: float, std: Tensor) -> Tensor:
  return torch.add(x, torch.div(torch.mul(self.normal(seeds, [3, 32, 32], x), sigma), std))

def codes(self, x: Tensor, seeds: List[int], size: int) -> Tensor:
  return self.normal(seeds, [size], x)

def halved(self, x: Tensor) -> Tensor:
  return torch.upsample_nearest2d(torch.avg_pool2d(x, [2, 2]), [32, 32])
