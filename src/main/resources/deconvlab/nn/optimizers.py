def sgd(self, parameters: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, momentum: float, nesterov: bool) -> List[Tensor]:
  if torch.eq(torch.len(velocities), 0):
    torch._foreach_add_(parameters, gradients, alpha=torch.neg(rate))
  else:
    torch._foreach_mul_(velocities, momentum)
    torch._foreach_add_(velocities, gradients, alpha=1)
    if nesterov:
      ahead = torch._foreach_add(gradients, velocities, alpha=momentum)
      torch._foreach_add_(parameters, ahead, alpha=torch.neg(rate))
    else:
      torch._foreach_add_(parameters, velocities, alpha=torch.neg(rate))
  return annotate(List[Tensor], [])

def adam(self, parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, epsilon: float) -> List[Tensor]:
  torch._foreach_add_(steps, 1)
  torch._fused_adam_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=0., eps=epsilon, amsgrad=False, maximize=False)
  return annotate(List[Tensor], [])

def adamw(self, parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, epsilon: float, decay: float) -> List[Tensor]:
  torch._foreach_add_(steps, 1)
  torch._fused_adamw_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
  return annotate(List[Tensor], [])

def rmsprop(self, parameters: List[Tensor], gradients: List[Tensor], squares: List[Tensor], rate: float, alpha: float, epsilon: float) -> List[Tensor]:
  torch._foreach_mul_(squares, alpha)
  torch._foreach_addcmul_(squares, gradients, gradients, value=torch.sub(1., alpha))
  roots = torch._foreach_sqrt(squares)
  torch._foreach_add_(roots, epsilon)
  torch._foreach_addcdiv_(parameters, gradients, roots, value=torch.neg(rate))
  return annotate(List[Tensor], [])

def coupled(self, parameters: List[Tensor], gradients: List[Tensor], decay: float) -> List[Tensor]:
  return torch._foreach_add(gradients, parameters, alpha=decay)
