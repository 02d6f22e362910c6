"""Prints the numbers that CodedNetworksTest, CodeLossTest, PrincipalTest and GaussianTest state.

Run it with a Python that has torch 2.7.1 and scipy: `python
environment/peers/generation_reference.py`. Pictures and weights are formulas, the same there.
"""

import numpy as np
import torch
import torch.nn.functional as F


def picture(a, b, c, m):
    k, i, j = np.meshgrid(*[range(n) for n in (3, 32, 32)], indexing="ij")
    return ((a * i * i + b * j + c * k + i * j) % m / (m - 1)).astype(np.float32).astype(np.float64)


def images():
    return torch.tensor(np.stack([picture(3, 5, 7, 31), picture(1, 11, 3, 23)])) - 0.5


class Weights:
    """Parameter number n, from 1 on, has 0.3*sin(0.7*k + n) as its element k."""

    def __init__(self):
        self.n = 0

    def __call__(self, *shape):
        self.n += 1
        k = torch.arange(int(np.prod(shape))).double()
        return (0.3 * torch.sin(0.7 * k + self.n)).float().double().reshape(shape)


def encoded(p, w, units):
    y = images()
    for i in range(3):
        y = F.relu(F.conv2d(y, p(w << i, y.shape[1], 3, 3), p(w << i), stride=2, padding=1))
    return F.linear(y.flatten(1), p(units, 64 * w), p(units))


def decoded(p, z, w, k):
    y = F.relu(F.linear(z, p(64 * w, z.shape[1]), p(64 * w))).reshape(-1, 4 * w, 4, 4)
    for i, c in enumerate((2 * w, w, 3)):
        weight, bias = p(y.shape[1], c, k, k), p(c)
        y = F.conv_transpose2d(y, weight, bias, 2, (k - 1) // 2, output_padding=k % 2)
        y = y if i == 2 else F.relu(y)
    return y


def networks():
    p = Weights()
    plain = decoded(p, encoded(p, 2, 5), 2, 4)
    p = Weights()
    code = encoded(p, 2, 10)
    mean = decoded(p, code[:, :5], 2, 3)
    z = torch.tensor([[0.5, -1, 2, 0.25, -0.75], [1, 0, -2, 3, 0.1]]).double()
    alone = decoded(Weights(), z, 2, 4)
    for name, y in (("autoencoder 4", plain), ("vae 3", mean), ("generator 4", alone)):
        some = [round(y.flatten()[i].item(), 5) for i in (0, 33, 1000, 4572)]
        print(name, "squares", round((y**2).sum().item(), 3), "some", some)


networks()
