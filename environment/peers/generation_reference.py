"""Prints the numbers that CodedNetworksTest, CodeTrainingTest and GaussianTest state.

Run it with a Python that has torch 2.7.1 and scipy: `python
environment/peers/generation_reference.py`. Pictures and weights are formulas, the same there.
"""

import numpy as np
import scipy.linalg
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


def loss(nat, free):
    """Squared error plus divergence at the mean code, and the gradients of dense1."""
    p = Weights()
    made = []

    def grown(*shape):
        made.append(p(*shape).requires_grad_())
        return made[-1]

    code = encoded(grown, 2, 10)
    mean, log = code[:, :5], code[:, 5:]
    error = F.mse_loss(decoded(grown, mean, 2, 4), images())
    normal = torch.distributions.Normal
    kl = torch.distributions.kl_divergence(normal(mean, (log / 2).exp()), normal(0.0, 1.0)).mean(0)
    total = error + nat * kl.clamp(min=free).sum()
    total.backward()
    weight, bias = made[6].grad.flatten(), made[7].grad
    print("loss", nat, free, [round(v, 6) for v in (total.item(), error.item())])
    print("  kl", [round(v, 5) for v in kl.tolist()])
    print("  dense1", [round(v, 6) for v in (weight[3].item(), weight[1000].item())])
    print("  bias", [round(v, 6) for v in bias.tolist()])


def principal():
    x = np.stack([picture(3 + i, 5 + 2 * i, 7, 31 + i % 5).flatten() for i in range(40)])
    x = np.floor(255 * x) / 255
    mean = x.mean(0)
    values, vectors = np.linalg.eigh((x - mean).T @ (x - mean) / len(x))
    few = vectors[:, -1:]
    print("variances", [round(v.item(), 4) for v in values[:-6:-1]], "of", round(values.sum().item(), 4))
    back = mean + (x - mean) @ few @ few.T
    print("rebuilt", [round(back.flatten()[i].item(), 5) for i in (0, 33, 1000, 4572)])


def frechet():
    def rows(n, a, shift):
        k, j = np.meshgrid(np.arange(n), np.arange(3), indexing="ij")
        return np.sin(a * (k * 3 + j) ** 2 + j).astype(np.float32).astype(np.float64) * (j + 1) + shift

    x, y = rows(7, 0.9, 0), rows(9, 1.7, 0.5)
    a, b = np.cov(x.T), np.cov(y.T)
    apart = ((x.mean(0) - y.mean(0)) ** 2).sum()
    print("frechet", apart + np.trace(a + b - 2 * scipy.linalg.sqrtm(a @ b).real))


networks()
loss(0.01, 0.0)
loss(0.01, 2.0)
principal()
frechet()
