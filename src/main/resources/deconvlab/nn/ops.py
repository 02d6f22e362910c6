def conv_transpose1d(self, x: Tensor, weight: Tensor, bias: List[Tensor], stride: List[int], padding: List[int], output_padding: List[int], groups: int, dilation: List[int]) -> Tensor:
  return torch.conv_transpose1d(x, weight, self.optional(bias), stride, padding, output_padding, groups, dilation)

def conv_transpose2d(self, x: Tensor, weight: Tensor, bias: List[Tensor], stride: List[int], padding: List[int], output_padding: List[int], groups: int, dilation: List[int]) -> Tensor:
  return torch.conv_transpose2d(x, weight, self.optional(bias), stride, padding, output_padding, groups, dilation)

def conv_transpose3d(self, x: Tensor, weight: Tensor, bias: List[Tensor], stride: List[int], padding: List[int], output_padding: List[int], groups: int, dilation: List[int]) -> Tensor:
  return torch.conv_transpose3d(x, weight, self.optional(bias), stride, padding, output_padding, groups, dilation)

def optional(self, list: List[Tensor]) -> Optional[Tensor]:
  if torch.gt(torch.len(list), 0):
    return list[0]
  return None

def nearest(self, x: Tensor, scale: int, cut: int) -> Tensor:
  height = torch.mul(torch.size(x, 2), scale)
  width = torch.mul(torch.size(x, 3), scale)
  y = torch.upsample_nearest2d(x, [height, width])
  return torch.slice(torch.slice(y, 2, 0, torch.sub(height, cut)), 3, 0, torch.sub(width, cut))

def pixel_shuffle(self, x: Tensor, scale: int) -> Tensor:
  return torch.pixel_shuffle(x, scale)

# Divided once it is small: backwards, a gradient that is the same all over a map stays one number.
def global_average(self, x: Tensor) -> Tensor:
  return torch.div(torch.sum(x, [2, 3]), torch.mul(torch.size(x, 2), torch.size(x, 3)))

def copy(self, source: List[Tensor], target: List[Tensor]) -> List[Tensor]:
  for i in range(torch.len(target)):
    _0 = torch.copy_(target[i], source[i])
  return annotate(List[Tensor], [])

def zeros(self, like: List[Tensor]) -> List[Tensor]:
  made = annotate(List[Tensor], [])
  for i in range(torch.len(like)):
    _0 = torch.append(made, torch.zeros_like(like[i]))
  return made

# memory_format 2 is channels_last.
def lay_channels_last(self, arrays: List[Tensor]) -> List[Tensor]:
  for i in range(torch.len(arrays)):
    if torch.eq(torch.dim(arrays[i]), 4):
      _0 = torch.set_(arrays[i], torch.contiguous(torch.detach(arrays[i]), memory_format=2))
  return annotate(List[Tensor], [])

# Dtypes as numbers: 15 is bfloat16, 6 float32.
def bfloat16(self, x: Tensor) -> Tensor:
  return torch.to(x, 15)

def float32(self, x: Tensor) -> Tensor:
  return torch.to(x, 6)

# As torch.nn.functional.dropout computes it, with a generator of its own; the mask is filled in the
# order in which x lies in memory.
def drop(self, x: Tensor, rate: float, seed: int) -> Tensor:
  kept = torch.sub(1., rate)
  own = torch.Generator(device=ops.prim.device(x), seed=seed)
  mask = torch.bernoulli_(torch.empty_like(x), kept, generator=own)
  return torch.mul(x, torch.div_(mask, kept))

# As dropout's mask, noise has a generator of its own.
def sample(self, code: Tensor, seed: int) -> Tensor:
  mean = self.mean_of_code(code)
  n = torch.size(mean, 1)
  own = torch.Generator(device=ops.prim.device(code), seed=seed)
  noise = torch.normal_(torch.empty_like(mean, memory_format=0), 0., 1., generator=own)
  return torch.add(mean, torch.mul(torch.exp(torch.mul(torch.narrow(code, 1, n, n), 0.5)), noise))

def mean_of_code(self, code: Tensor) -> Tensor:
  return torch.narrow(code, 1, 0, torch.floordiv(torch.size(code, 1), 2))

def divergences(self, code: Tensor) -> Tensor:
  mean = self.mean_of_code(code)
  n = torch.size(mean, 1)
  log = torch.narrow(code, 1, n, n)
  whole = torch.sub(torch.add(torch.mul(mean, mean), torch.exp(log)), torch.add(log, 1.))
  return torch.mul(torch.sum(whole, [0]), 0.5)

# Where no gradient is wanted, slices that are compared whole: the library's kernel goes window by window.
def max_pool(self, x: Tensor, size: int) -> Tensor:
  if ops.prim.requires_grad(x):
    y = torch.max_pool2d(x, [size, size], [size, size], [0, 0], [1, 1], False)
  else:
    y = self.largest(self.largest(x, 2, size), 3, size)
  return y

def largest(self, x: Tensor, axis: int, size: int) -> Tensor:
  end = torch.mul(torch.floordiv(torch.size(x, axis), size), size)
  y = torch.slice(x, axis, 0, end, size)
  for i in range(torch.sub(size, 1)):
    y = torch.maximum(y, torch.slice(x, axis, torch.add(i, 1), end, size))
  return y

def masked(self, arrays: List[Tensor], masks: List[Tensor]) -> List[Tensor]:
  return torch._foreach_mul(arrays, masks)

def mask_(self, arrays: List[Tensor], masks: List[Tensor]) -> List[Tensor]:
  torch._foreach_mul_(arrays, masks)
  return annotate(List[Tensor], [])
