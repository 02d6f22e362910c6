"""The network of `lab bench step` in PyTorch eager, for comparing in turns.

    python -m venv /some/where && /some/where/bin/pip install torch==2.7.1 numpy
    /some/where/bin/python environment/peers/compare_steps.py

PyTorch is a peer to measure against, never a dependency of the project. Prints one JSON object
with `ms_per_step`, the median of the counted steps, each synchronised by reading its loss. `--norms`
adds the per-layer gradient norms that our step always computes; `--channels-last` lays the weights
out so.
"""

import argparse
import json
import statistics
import time

import torch
from torch import nn


def block(layer, channels):
    return [layer, nn.BatchNorm2d(channels), nn.ReLU()]


def network(w):
    layers, before = [], 3
    for channels in (w, 2 * w, 4 * w):
        layers += block(nn.Conv2d(before, channels, 3, 2, 1, bias=False), channels)
        before = channels
    for channels in (2 * w, w, w // 2):
        layers += block(nn.ConvTranspose2d(before, channels, 4, 2, 1, bias=False), channels)
        before = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, 10))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, default=1)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--warmup", type=int, default=30)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--norms", action="store_true")
    parser.add_argument("--channels-last", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    net = network(32 * options.width).train()
    if options.channels_last:
        net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
    loss_of = nn.CrossEntropyLoss()
    images = torch.randn(options.batch, 3, 32, 32)
    labels = torch.randint(0, 10, (options.batch,))
    times = []
    for i in range(-options.warmup, options.steps):
        begun = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(net(images.clone()), labels)
        loss.backward()
        if options.norms:
            norms = torch.stack(torch._foreach_norm([p.grad for p in net.parameters()]))
            norms.tolist()
        optimizer.step()
        loss.item()
        if i >= 0:
            times.append((time.perf_counter() - begun) * 1000)
    print(
        json.dumps(
            {
                "peer": "PyTorch eager " + torch.__version__,
                "width": options.width,
                "ms_per_step": statistics.median(times),
                "n": len(times),
                "threads": torch.get_num_threads(),
                "norms": options.norms,
                "channels_last": options.channels_last,
            }
        )
    )


if __name__ == "__main__":
    main()
