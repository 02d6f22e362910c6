"""Training runs by PyTorch, for `lab verify` to repeat.

    python -m venv /some/where && /some/where/bin/pip install torch==2.7.1 numpy
    /some/where/bin/python environment/peers/training_parity.py OUT.json [--set wide|small] [--seed N] [--repeats N]

Writes one JSON object: input, labels, initial parameters, a network, and runs of full-batch steps
with what PyTorch's own optimizers, clipping and schedules made of them. `wide` covers every option
and many combinations on the seven-layer network; `small` is a tiny one with other layers (a test
resource of the project). Each run is repeated with initial weights moved by a rounding error;
`loss_spread` and `grad_l2_spread` say how far the repeats strayed.
"""

import argparse
import json
import math

import torch
import torch.nn.functional as F
from torch import nn

ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": F.relu,
    "leaky_relu": lambda z: F.leaky_relu(z, 0.01),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": F.softplus,
}
WEIGHTED = ("conv2d", "conv_transpose2d", "linear")


def make(layer, bias):
    """The module of one line of the network, its weights not set yet."""
    kind = layer["type"]
    if kind == "linear":
        return nn.Linear(layer["in"], layer["out"])
    if kind == "global_average_pool":
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    if kind == "flatten":
        return nn.Flatten()
    if kind in ("max_pool2d", "avg_pool2d"):
        pool = nn.MaxPool2d if kind == "max_pool2d" else nn.AvgPool2d
        return pool(layer["kernel"], layer.get("stride"), layer.get("padding", 0))
    options = {k: layer[k] for k in ("stride", "padding", "output_padding") if k in layer}
    conv = nn.Conv2d if kind == "conv2d" else nn.ConvTranspose2d
    return conv(layer["in"], layer["out"], layer["kernel"], bias=bias, **options)


class Network(nn.Module):
    def __init__(self, layers, run):
        super().__init__()
        self.activation = ACTIVATIONS[run["activation"]]
        self.steps = []
        norms = 0
        for layer in layers:
            conv = layer["type"] in ("conv2d", "conv_transpose2d")
            self.add_module(layer["name"], make(layer, bias=not run["batch_norm"]))
            self.steps.append((layer["name"], None))
            if conv and run["batch_norm"]:
                norms += 1
                self.add_module(f"bn{norms}", nn.BatchNorm2d(layer["out"]))
                self.steps.append((f"bn{norms}", None))
            if conv:
                self.steps.append((None, self.activation))

    def forward(self, x):
        for name, function in self.steps:
            x = function(x) if name is None else getattr(self, name)(x)
        return x


def optimizer_of(run, net):
    o, l2 = run["optimizer"], run["l2"]
    if o["type"] == "sgd":
        return torch.optim.SGD(
            net.parameters(),
            o["lr"],
            momentum=o.get("momentum", 0),
            nesterov=o.get("nesterov", False),
            weight_decay=l2,
        )
    if o["type"] == "rmsprop":
        return torch.optim.RMSprop(
            net.parameters(), o["lr"], alpha=o["alpha"], eps=o["eps"], weight_decay=l2
        )
    betas = (o["beta1"], o["beta2"])
    if o["type"] == "adam":
        return torch.optim.Adam(
            net.parameters(), o["lr"], betas=betas, eps=o["eps"], weight_decay=l2
        )
    return torch.optim.AdamW(
        net.parameters(), o["lr"], betas=betas, eps=o["eps"], weight_decay=o["weight_decay"]
    )


def rates_of(run):
    """The rate of every step: PyTorch's schedule, times min(1, (t + 1)/warmup) where it has one."""
    s, lr, steps = run["schedule"], run["optimizer"]["lr"], run["steps"]
    if s is None:
        return [lr] * steps
    optimizer = torch.optim.SGD([torch.zeros(1)], lr)
    make = {
        "constant": lambda m: m.ConstantLR(optimizer, 1, 1),
        "step": lambda m: m.StepLR(optimizer, s["every"], s["factor"]),
        "cosine": lambda m: m.CosineAnnealingLR(optimizer, steps, s["end"]),
        "one_cycle": lambda m: m.OneCycleLR(optimizer, lr, steps, cycle_momentum=False),
    }[s["type"]]
    scheduler = make(torch.optim.lr_scheduler)
    rates = []
    for t in range(steps):
        warm = min(1, (t + 1) / s["warmup"]) if s.get("warmup") else 1
        rates.append(optimizer.param_groups[0]["lr"] * warm)
        optimizer.step()
        scheduler.step()
    return rates


def load(net, params, perturbed):
    """Initial parameters; batch norm keeps weight 1, bias 0."""
    with torch.no_grad():
        for name, p in net.named_parameters():
            if name in params:
                p.copy_(params[name])
                if perturbed is not None:
                    p.mul_(1 + (torch.rand(p.shape, generator=perturbed) - 0.5) * 2**-22)


def clip(run, parameters):
    c = run["clip"]
    if c is not None and c["type"] == "norm":
        nn.utils.clip_grad_norm_(parameters, c["limit"])
    elif c is not None:
        nn.utils.clip_grad_value_(parameters, c["limit"])


def train(network, params, x, labels, run, perturbed=None):
    net = Network(network["layers"], run).train()
    load(net, params, perturbed)
    parameters = list(net.parameters())
    weights = [p for n, p in net.named_parameters() if p.dim() > 1]
    optimizer = optimizer_of(run, net)
    rates = rates_of(run)
    smoothing = run.get("label_smoothing", 0)
    made = {"lr": rates, "loss": [], "grad_l2": [], "grad_global_l2": []}
    for rate in rates:
        loss = F.cross_entropy(net(x), labels, label_smoothing=smoothing)
        objective = loss + run["l1"] * sum(w.abs().sum() for w in weights)
        optimizer.zero_grad()
        (objective if run["l1"] else loss).backward()
        norms = [p.grad.double().norm().item() for p in parameters]
        made["loss"].append(loss.item())
        made["grad_l2"].append(norms)
        made["grad_global_l2"].append(math.sqrt(sum(n * n for n in norms)))
        clip(run, parameters)
        optimizer.param_groups[0]["lr"] = rate
        optimizer.step()
        if run["weight_clip"] is not None:
            with torch.no_grad():
                for w in weights:
                    w.clamp_(-run["weight_clip"], run["weight_clip"])
    with torch.no_grad():
        after = F.cross_entropy(net(x), labels, label_smoothing=smoothing).item()
    made["loss_after_last_step"] = after
    made["param_names"] = [n for n, _ in net.named_parameters()]
    made["final_param_l2"] = [p.detach().double().norm().item() for p in parameters]
    return made


def record(network, params, x, labels, run, repeats):
    """The run with its spreads, as it goes into the file."""
    made = train(network, params, x, labels, run)
    steps = range(run["steps"])
    loss_spread, grad_spread = [0.0] * run["steps"], [0.0] * run["steps"]
    for repeat in range(repeats):
        rounding = torch.Generator().manual_seed(repeat)
        other = train(network, params, x, labels, run, rounding)
        for t in steps:
            gap = abs(other["loss"][t] - made["loss"][t]) / made["loss"][t]
            loss_spread[t] = max(loss_spread[t], gap)
            gaps = [abs(a - b) for a, b in zip(other["grad_l2"][t], made["grad_l2"][t])]
            grad_spread[t] = max(grad_spread[t], max(gaps) / made["grad_global_l2"][t])
    return {**run, **made, "loss_spread": loss_spread, "grad_l2_spread": grad_spread}


def defaults(kind, lr, **changes):
    more = {
        "sgd": {"momentum": 0, "nesterov": False},
        "adam": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
        "adamw": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
        "rmsprop": {"alpha": 0.99, "eps": 1e-8},
    }[kind]
    return {"type": kind, "lr": lr, **more, **changes}


def run_of(name, optimizer, **changes):
    run = {
        "name": name,
        "optimizer": optimizer,
        "activation": "relu",
        "batch_norm": False,
        "clip": None,
        "l1": 0,
        "l2": 0,
        "weight_clip": None,
        "schedule": None,
        "steps": 20,
    }
    return {**run, **changes}


NORM, VALUE = {"type": "norm", "limit": 0.2}, {"type": "value", "limit": 0.02}
STEP = {"type": "step", "every": 5, "factor": 0.5}
COSINE = {"type": "cosine", "end": 0.001}


def wide_runs():
    sgd, adam = defaults("sgd", 0.05), defaults("adam", 2e-3)
    momentum = defaults("sgd", 0.02, momentum=0.9)
    nesterov = defaults("sgd", 0.02, momentum=0.9, nesterov=True)
    adamw = defaults("adamw", 2e-3, weight_decay=0.05)
    rmsprop = defaults("rmsprop", 5e-4)
    rules = {
        "sgd": sgd, "momentum": momentum, "nesterov": nesterov,
        "adam": adam, "adamw": adamw, "rmsprop": rmsprop,
    }
    runs = [run_of(name, rule) for name, rule in rules.items()]
    runs += [run_of(name + "_bn", rule, batch_norm=True) for name, rule in rules.items()]
    runs += [run_of(f, adam, activation=f) for f in ACTIVATIONS if f != "relu"]
    runs += [
        run_of(f + "_bn", momentum, activation=f, batch_norm=True)
        for f in ("sigmoid", "tanh", "leaky_relu", "gelu")
    ]
    runs += [run_of("norm_" + n, r, clip=NORM) for n, r in rules.items()]
    runs += [run_of("value_" + n, r, clip=VALUE) for n, r in rules.items()]
    runs += [run_of("l1_" + n, r, l1=1e-3) for n, r in rules.items()]
    runs += [run_of("l2_" + n, r, l2=0.01) for n, r in rules.items() if n != "adamw"]
    runs += [run_of("weights_" + n, r, weight_clip=0.1) for n, r in rules.items()]
    runs += [run_of("step_" + n, r, schedule=STEP) for n, r in rules.items()]
    runs += [run_of("cosine_" + n, r, schedule={**COSINE, "end": r["lr"] / 7}) for n, r in rules.items()]
    runs += [
        run_of("one_cycle", momentum, schedule={"type": "one_cycle"}),
        run_of("warmup", adam, schedule={"type": "constant", "warmup": 6}),
        run_of("warmup_step", sgd, schedule={**STEP, "warmup": 4}),
        run_of("smoothing", adam, label_smoothing=0.1),
        run_of("all_sgd", nesterov, batch_norm=True, clip=NORM, l1=1e-4, l2=5e-3,
               weight_clip=0.2, schedule=COSINE, activation="tanh"),
        run_of("all_adam", adam, clip=VALUE, l1=1e-4, l2=1e-2, weight_clip=0.15,
               schedule={**STEP, "factor": 0.3}, activation="leaky_relu"),
        run_of("all_adamw", adamw, batch_norm=True, clip=VALUE, l1=3e-4, weight_clip=0.3,
               schedule={**COSINE, "end": 0}, activation="sigmoid"),
        run_of("all_rmsprop", defaults("rmsprop", 1e-3, alpha=0.8), clip=NORM, l1=2e-4, l2=1e-3,
               weight_clip=0.25, schedule=STEP, activation="tanh", batch_norm=True),
        run_of("odd_betas", defaults("adam", 1e-3, beta1=0.5, beta2=0.9, eps=1e-4)),
        run_of("short", adam, steps=3),
    ]
    return runs


def wide():
    layers = [
        {"name": "conv1", "type": "conv2d", "in": 3, "out": 8, "kernel": 3, "stride": 2, "padding": 1},
        {"name": "conv2", "type": "conv2d", "in": 8, "out": 16, "kernel": 3, "stride": 2, "padding": 1},
        {"name": "conv3", "type": "conv2d", "in": 16, "out": 32, "kernel": 3, "stride": 2, "padding": 1},
        {"name": "deconv1", "type": "conv_transpose2d", "in": 32, "out": 16, "kernel": 4, "stride": 2, "padding": 1},
        {"name": "deconv2", "type": "conv_transpose2d", "in": 16, "out": 8, "kernel": 4, "stride": 2, "padding": 1},
        {"name": "deconv3", "type": "conv_transpose2d", "in": 8, "out": 8, "kernel": 4, "stride": 2, "padding": 1},
        {"name": "pool", "type": "global_average_pool"},
        {"name": "linear", "type": "linear", "in": 8, "out": 10},
    ]
    return {"input": [16, 3, 32, 32], "layers": layers}, wide_runs()


def small():
    """Other sizes, a stride-3 kernel, output padding, both pools, two linear layers."""
    layers = [
        {"name": "first", "type": "conv2d", "in": 2, "out": 4, "kernel": 3, "padding": 1},
        {"name": "halve", "type": "max_pool2d", "kernel": 2},
        {"name": "up", "type": "conv_transpose2d", "in": 4, "out": 3, "kernel": 3, "stride": 2,
         "padding": 1, "output_padding": 1},
        {"name": "down", "type": "conv2d", "in": 3, "out": 5, "kernel": 5, "stride": 3, "padding": 2},
        {"name": "mean", "type": "avg_pool2d", "kernel": 3, "stride": 1, "padding": 1},
        {"name": "flat", "type": "flatten"},
        {"name": "hidden", "type": "linear", "in": 80, "out": 6},
        {"name": "scores", "type": "linear", "in": 6, "out": 4},
    ]
    mixed = {"schedule": {**COSINE, "warmup": 3}, "clip": NORM, "l1": 1e-3, "weight_clip": 0.25}
    runs = [
        run_of("sgd_everything", defaults("sgd", 0.05, momentum=0.9, nesterov=True), l2=0.01, **mixed),
        run_of("adam_bn_tanh", defaults("adam", 5e-3), batch_norm=True, activation="tanh", l2=0.02),
        run_of("adamw_value", defaults("adamw", 5e-3, weight_decay=0.1), clip=VALUE,
               activation="leaky_relu", schedule=STEP),
        run_of("rmsprop_bn", defaults("rmsprop", 2e-3, alpha=0.9), batch_norm=True,
               activation="sigmoid", schedule={"type": "one_cycle"}, label_smoothing=0.1),
    ]
    return {"input": [8, 2, 12, 12], "layers": layers}, runs


def initial(network, generator):
    """Uniform in +-sqrt(6/fan) for weights, +-0.1 for biases; fan = elements of one output."""
    run = {"activation": "relu", "batch_norm": False}
    params = {}
    for name, p in Network(network["layers"], run).named_parameters():
        bound = math.sqrt(6 / p[0].numel()) if p.dim() > 1 else 0.1
        params[name] = (torch.rand(p.shape, generator=generator) * 2 - 1) * bound
    return params


def number(value):
    return float(f"{value:.9g}")


def plain(value):
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, torch.Tensor):
        data = [number(v) for v in value.flatten().tolist()]
        return {"shape": list(value.shape), "data": data}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return number(value)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--set", choices=("wide", "small"), default="wide")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=10)
    options = parser.parse_args()
    torch.set_num_threads(1)
    network, runs = wide() if options.set == "wide" else small()
    generator = torch.Generator().manual_seed(options.seed)
    n, classes = network["input"][0], network["layers"][-1]["out"]
    # Multiples of 1/256: short in the file, and every real is exact.
    x = torch.round(torch.rand(network["input"], generator=generator) * 256) / 256
    labels = torch.randint(0, classes, (n,), generator=generator)
    params = initial(network, generator)
    file = {
        "format": 2,
        "about": "training parity over options, float32, by PyTorch",
        "torch": torch.__version__,
        "seed": options.seed,
        "network": network,
        "labels": labels.tolist(),
        "x": x,
        "params": [{"name": k, **plain(v)} for k, v in params.items()],
        "runs": [
            record(network, params, x, labels, run, options.repeats) for run in runs
        ],
    }
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump(plain(file), out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
