# L2 norms whose squares stay within 32 bits: where they underflow (below about 1e-22) or overflow
# (above about 1e19) the same norm is taken of the array times a power of two, which rounds nothing.
# Between 1e-15 and the largest number the bits are those of the plain norm.
def length(self, x: Tensor) -> Tensor:
  plain = torch.linalg_vector_norm(x)
  small = torch.mul(torch.linalg_vector_norm(torch.mul(x, 18446744073709551616.)), 5.4210108624275222e-20)
  large = torch.mul(torch.linalg_vector_norm(torch.mul(x, 5.4210108624275222e-20)), 18446744073709551616.)
  return torch.where(torch.lt(plain, 1.0e-15), small, torch.where(torch.isinf(plain), large, plain))

# One an array. One that overflows stays infinite: a run whose gradient does has diverged.
def lengths(self, x: List[Tensor]) -> Tensor:
  plain = torch.stack(torch._foreach_norm(x))
  # Asking a GPU would mean waiting for it.
  if torch.__not__(ops.prim.is_cuda(plain)):
    if torch.__not__(bool(torch.any(torch.lt(plain, 1.0e-15)))):
      return plain
  scaled = torch._foreach_mul(x, 18446744073709551616.)
  small = torch.mul(torch.stack(torch._foreach_norm(scaled)), 5.4210108624275222e-20)
  return torch.where(torch.lt(plain, 1.0e-15), small, plain)

