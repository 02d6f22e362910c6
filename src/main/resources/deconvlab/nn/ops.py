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
