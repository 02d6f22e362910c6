"""Prints the numbers that SimilarityTest, BicubicTest and RestorerTest state.

Run it with a Python that has torch 2.7.1 and scikit-image 0.26.0: `python
environment/peers/restoration_reference.py`. Pictures and weights are formulas, the same there.
"""

import numpy as np
import torch
import torch.nn.functional as F
from skimage.metrics import peak_signal_noise_ratio, structural_similarity


def picture(a, b, c, m, shape=(3, 13, 16)):
    k, i, j = np.meshgrid(*[range(n) for n in shape], indexing="ij")
    return ((a * i * i + b * j + c * k + i * j) % m / (m - 1)).astype(np.float32).astype(np.float64)


def similarity():
    x = picture(3, 5, 7, 31)
    y = (0.8 * x + 0.2 * picture(2, 9, 4, 17)).astype(np.float32).astype(np.float64)
    wang = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    for name, other in (("near", y), ("far", picture(1, 11, 3, 23))):
        print(name, "psnr", peak_signal_noise_ratio(x, other, data_range=1))
        print(name, "ssim", structural_similarity(x, other, channel_axis=0, data_range=1, **wang))
    grey = structural_similarity(x[1] * 255, y[1] * 255, data_range=255, **wang)
    print("one channel, range 255: ssim", grey)


def bicubic():
    x = torch.tensor([[1.0, 2, 4, 8], [3, -1, 5, 0], [2, 7, 1, 6]])[None, None]
    y = F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False)
    print("bicubic", [round(v, 6) for v in y.flatten().tolist()])


class Weights:
    """Parameter number n, from 1 on, has 0.3*sin(0.7*k + n) as its element k."""

    def __init__(self):
        self.n = 0

    def __call__(self, *shape):
        self.n += 1
        k = torch.arange(int(np.prod(shape))).double()
        return (0.3 * torch.sin(0.7 * k + self.n)).float().double().reshape(shape)


def images():
    side = (3, 32, 32)
    both = [picture(3, 5, 7, 31, side), picture(1, 11, 3, 23, side)]
    return torch.tensor(np.stack(both)) - 0.5


def restorer(w, depth, kind):
    p = Weights()
    y = F.relu(F.conv2d(images(), p(w, 3, 3, 3), p(w), padding=1))
    y = F.relu(F.conv2d(y, p(2 * w, w, 3, 3), p(2 * w), stride=2, padding=1))
    for _ in range(depth):
        y = F.relu(F.conv2d(y, p(2 * w, 2 * w, 3, 3), p(2 * w), padding=1))
    if kind == "conv":
        return F.conv2d(F.interpolate(y, scale_factor=2), p(3, 2 * w, 3, 3), p(3), padding=1)
    if kind == "sub-pixel":
        return F.pixel_shuffle(F.conv2d(y, p(12, 2 * w, 3, 3), p(12), padding=1), 2)
    k = int(kind)
    return F.conv_transpose2d(
        y, p(2 * w, 3, k, k), p(3), stride=2, padding=(k - 1) // 2, output_padding=k % 2
    )


def plain(w, depth):
    p = Weights()
    y = images()
    for _ in range(depth + 2):
        y = F.relu(F.conv2d(y, p(w, y.shape[1], 3, 3), p(w), padding=1))
    return F.conv2d(y, p(3, w, 3, 3), p(3), padding=1)


def networks():
    made = {kind: restorer(2, 1, kind) for kind in ("3", "4", "conv", "sub-pixel")}
    made["residual"] = made["3"] + images()
    made["plain"] = plain(3, 1)
    for name, y in made.items():
        some = [round(y.flatten()[i].item(), 5) for i in (0, 33, 1000, 4572)]
        print(name, "squares", round((y**2).sum().item(), 3), "some", some)


similarity()
bicubic()
networks()
