"""The headline study's runs in PyTorch eager, as a script would make them: one process, all threads,
seed after seed.

    /some/where/bin/python environment/peers/pytorch_study.py --seeds 2

Held against `environment/lab bench workers --json`, in turns. DDNet of width 8 with sigmoid or ReLU,
with or without batch norm, Adam, batches of 64, 150 steps, 2,000 images scored at the end of every
epoch and 2,000 after the run; on random images, since the pixels do not change the time. Needs
torch 2.7.1, a peer to measure against, never a dependency of the project. Prints one JSON object
with `steps_per_second`, scores included, the first arm left out.
"""

import argparse
import json
import time

import torch
from torch import nn


def stage(layer, channels, activation, norm):
    return [layer] + ([nn.BatchNorm2d(channels)] if norm else []) + [activation()]


def ddnet(w, activation, norm):
    layers, before = [], 3
    for channels in (w, 2 * w, 4 * w):
        layers += stage(nn.Conv2d(before, channels, 3, 1, 1), channels, activation, norm)
        layers.append(nn.MaxPool2d(2))
        before = channels
    for channels in (2 * w, w):
        up = nn.ConvTranspose2d(before, channels, 3, 2, 1, 1)
        layers += stage(up, channels, activation, norm)
        before = channels
    up = nn.ConvTranspose2d(before, 3, 3, 2, 1, 1)
    return nn.Sequential(*layers, up, nn.Flatten(), nn.Linear(3 * 32 * 32, 10))


def score(net, images, labels):
    net.eval()
    with torch.no_grad():
        for at in range(0, len(images), 500):
            scores = net(images[at : at + 500])
            nn.functional.cross_entropy(scores, labels[at : at + 500]).item()
    net.train()


def run(activation, norm, seed, steps, batch, train, held, test):
    torch.manual_seed(seed)
    net = ddnet(8, activation, norm)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    loss_of = nn.CrossEntropyLoss()
    images, labels = train
    done = 0
    while done < steps:
        for rows in torch.randperm(len(images)).split(batch)[: steps - done]:
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(net(images[rows]), labels[rows])
            loss.backward()
            optimizer.step()
            loss.item()
            done += 1
        score(net, *held)
    score(net, *test)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    sets = [(torch.randn(n, 3, 32, 32), torch.randint(0, 10, (n,))) for n in (13000, 2000, 2000)]
    arms = [(f, norm) for f in (nn.Sigmoid, nn.ReLU) for norm in (False, True)]
    begun = None
    for seed in range(options.seeds):
        for activation, norm in arms:
            run(activation, norm, seed, options.steps, options.batch, *sets)
            begun = begun or time.perf_counter()
    counted = (options.seeds * len(arms) - 1) * options.steps
    print(
        json.dumps(
            {
                "peer": "PyTorch eager " + torch.__version__,
                "threads": torch.get_num_threads(),
                "steps_per_second": counted / (time.perf_counter() - begun),
            }
        )
    )


if __name__ == "__main__":
    main()
