"""Words a second of our encoder and of ONNX Runtime: same checkpoint, same text, one thread, CPU time, one run.

    run.py CHECKPOINT.pt MODEL_FOLDER STARTING_WEIGHTS_FOLDER TEXT VECTORS_PROGRAM

VECTORS_PROGRAM is the example `vectors` of crates/encoder, built for release. Needs torch, onnx, onnxruntime.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import windows  # noqa: E402
from network import Network  # noqa: E402

ROUNDS = 3
INPUTS = ("ids", "case", "quote", "para")


class Hidden(torch.nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, ids, case, quote, para):
        n = self.network
        x = n.we(ids) + n.pe.weight[: ids.shape[1]] + n.te.weight[0] + n.fc(case) + n.fq(quote) + n.fp(para)
        x = n.eln(x)
        for layer in n.layers:
            x = layer(x, None)
        return x


def main(checkpoint, model, base, text_file, program):
    torch.set_num_threads(1)
    text = Path(text_file).read_text()
    n_words = len(text.split())
    network = Network()
    network.load_state_dict(torch.load(checkpoint, map_location="cpu"))
    network.eval()
    document = type("Document", (), {"text": text, "labels": {}})()
    document.words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    windows.Pieces(base).annotate(document)
    batches = [windows.window(document, a, b) for a, b in windows.ranges(document)]
    batches = [{k: np.array([w[k]], np.int64) for k in INPUTS} for w in batches]
    with tempfile.TemporaryDirectory() as folder:
        exact, small = f"{folder}/floats.onnx", f"{folder}/integers.onnx"
        example = tuple(torch.from_numpy(batches[0][k]) for k in INPUTS)
        axes = {k: {1: "n"} for k in (*INPUTS, "hidden")}
        torch.onnx.export(Hidden(network), example, exact, input_names=list(INPUTS), output_names=["hidden"],
                          dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
        quantize_dynamic(exact, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        ours(program, model, text_file, n_words)
        for name, file in (("ONNX Runtime fp32", exact), ("ONNX Runtime int8", small)):
            peer(name, file, batches, n_words)
        ours(program, model, text_file, n_words)
    matmul()


def ours(program, model, text_file, n_words):
    """The program reads the text three times; what it needs for an empty text is loading."""
    with tempfile.NamedTemporaryFile("w") as empty:
        seconds = [cpu([program, model, file, "/dev/null"]) for file in (text_file, empty.name)]
    show("onrecord-encoder", (seconds[0] - seconds[1]) / ROUNDS, n_words)


def cpu(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def peer(name, file, batches, n_words):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for batch in batches:
            session.run(None, batch)
        best = min(best, time.process_time() - start)
    show(name, best, n_words)


def matmul():
    a, b = torch.randn(256, 384), torch.randn(384, 1536)
    best = float("inf")
    for _ in range(100):
        start = time.process_time()
        a @ b
        best = min(best, time.process_time() - start)
    print(f"bare float product 256×384×1536: {2 * 256 * 384 * 1536 / best / 1e9:.0f} GFLOP/s")


def show(name, seconds, n_words):
    print(f"{name}: {seconds:.3f} CPU s, {n_words / seconds:.0f} words/s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
