def moments(self, x: Tensor) -> List[Tensor]:
  return [torch.mean(x), self.length(x)]

def saturated(self, a: Tensor, kind: int) -> Tensor:
  if torch.eq(kind, 1):
    share = torch.mean(torch.to(torch.gt(torch.abs(torch.sub(a, 0.5)), 0.474341649), 6))
  elif torch.eq(kind, 2):
    share = torch.mean(torch.to(torch.gt(torch.abs(a), 0.948683298), 6))
  else:
    share = torch.new_zeros(a, [])
  return share

def largest(self, a: Tensor) -> Tensor:
  if torch.eq(torch.dim(a), 2):
    most = torch.amax(torch.abs(a), [0])
  else:
    most = torch.amax(torch.abs(torch.flatten(a, 2)), [0, 2])
  return most

def silent(self, a: Tensor, kind: int) -> Tensor:
  if torch.eq(kind, 3):
    share = torch.mean(torch.to(torch.eq(self.largest(a), 0.), 6))
  else:
    share = torch.new_zeros(a, [])
  return share

def histogram(self, g: Tensor, bins: int, low: float, high: float, most: int) -> Tensor:
  flat = torch.flatten(g)
  n = torch.numel(flat)
  stride = torch.add(torch.floordiv(torch.sub(n, 1), most), 1)
  sample = torch.slice(flat, 0, 0, 9223372036854775807, stride)
  return torch.div(torch.histc(torch.log10(torch.abs(sample)), bins, low, high), torch.numel(sample))

def layer(self, z: Tensor, a: Tensor, g: Tensor, kind: int, bins: int, low: float, high: float, most: int) -> Tensor:
  row = torch.add(torch.add(self.moments(z), self.moments(a)), [self.saturated(a, kind), self.silent(a, kind), self.length(g)])
  return torch.cat([torch.stack(row), self.histogram(g, bins, low, high, most)])

def look(self, x: Tensor, loss: Tensor, z: List[Tensor], a: List[Tensor], g: List[Tensor], kinds: List[int], bins: int, low: float, high: float, most: int) -> Tensor:
  rows = [torch.stack(torch.add([torch.squeeze(loss)], self.moments(x)))]
  for i in range(torch.len(z)):
    row = self.layer(z[i], a[i], g[i], kinds[i], bins, low, high, most)
    _0 = torch.append(rows, row)
  return torch.cat(rows)

def widest(self, a: Tensor) -> Tensor:
  return torch.amax(torch.abs(a), [0])
