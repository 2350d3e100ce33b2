#!/usr/bin/env python3
"""Our encoder beside ONNX Runtime: the same weights, the same text, one thread, in turn in one run.

    run.py MODEL_FOLDER MINILM TEXT VECTORS_PROGRAM [ROUNDS]

MODEL_FOLDER is crates/encoder/models/news; MINILM the folder of all-MiniLM-L6-v2 (for its tokenizer); VECTORS_PROGRAM the
example `vectors` of crates/encoder: cargo build --release -p onrecord-encoder --example vectors. Needs torch, onnx,
onnxruntime and tokenizers, and GNU time.

ONNX Runtime gets the network alone, with word pieces made before; ours also splits words, cuts pieces and packs windows.
Each round runs every contender once, in a process of its own: CPU seconds of reading, of starting up, peak memory. The
ratio is taken round by round, since the machine's speed drifts; figures are medians.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

INPUTS = ("ids", "case", "quote", "para")
# Multiplications and additions of a piece in six layers of 384, attention over 256 pieces among them.
FLOPS = 6 * (2 * (4 * 384 * 384 + 2 * 384 * 1536) + 4 * 256 * 384)


def main(model, base, text_file, program, rounds="5"):
    n_words = len(Path(text_file).read_text().split())
    with tempfile.TemporaryDirectory() as folder:
        n_pieces = prepare(model, base, text_file, folder)
        empty = Path(folder, "empty.txt")
        empty.write_text("")
        contenders = {
            "onrecord": lambda: ours(program, model, text_file, empty),
            "ONNX Runtime, float": lambda: peer(f"{folder}/floats.onnx", f"{folder}/windows.npz"),
            "ONNX Runtime, 8 bit": lambda: peer(f"{folder}/integers.onnx", f"{folder}/windows.npz"),
        }
        seen = {name: [] for name in contenders}
        peaks = []
        for _ in range(int(rounds)):
            for name, run in contenders.items():
                seen[name].append(run())
            peaks.append(matmul(folder))
    print(f"{n_words} words, {n_pieces} pieces, {rounds} rounds, medians")
    print(f"{'':22} {'words/s':>8} {'ratio':>6} {'of float peak':>14} {'of 8-bit peak':>14} {'start s':>8} {'MB':>6}")
    of = lambda name, key: statistics.median(r[key] for r in seen[name])
    for name in contenders:
        ratio = statistics.median(a["read"] / b["read"] for a, b in zip(seen["onrecord"], seen[name]))
        shares = [
            statistics.median(n_pieces * FLOPS / r["read"] / peak[k] for r, peak in zip(seen[name], peaks)) for k in (0, 1)
        ]
        print(
            f"{name:22} {n_words / of(name, 'read'):8.0f} {ratio:6.2f} {shares[0]:13.0%} {shares[1]:14.0%} "
            f"{of(name, 'start'):8.2f} {of(name, 'memory'):6.0f}"
        )
    print("ratio: words a second over ours. bare products of 256×384 by 384×1536 (numpy; ONNX Runtime's MatMulInteger):")
    print(" and ".join(f"{statistics.median(p[k] for p in peaks) / 1e9:.0f} G/s" for k in (0, 1)))


def prepare(model, base, text_file, folder):
    """Writes the network as ONNX, floats and 8 bits, and the text's windows; gives the number of pieces."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    import corpora
    import windows
    from weights import network_of

    class Hidden(torch.nn.Module):
        def __init__(self, network):
            super().__init__()
            self.network = network

        def forward(self, ids, case, quote, para):
            n = self.network
            x = n.we(ids) + n.pe.weight[: ids.shape[1]] + n.te.weight[0] + n.fc(case) + n.fq(quote) + n.fp(para)
            x = n.eln(x)
            for layer in n.layers:
                size = x.shape[-1] // layer.n_heads
                split = lambda y: y.reshape(1, -1, layer.n_heads, size).transpose(1, 2)
                q, k, v = split(layer.q(x) * size**-0.5), split(layer.k(x)), split(layer.v(x))
                heads = (torch.softmax(q @ k.transpose(2, 3), -1) @ v).transpose(1, 2).reshape(1, -1, x.shape[-1])
                x = layer.ln1(x + layer.o(heads))
                x = layer.ln2(x + layer.f(torch.nn.functional.gelu(layer.i(x))))
            return x

    text = Path(text_file).read_text()
    document = corpora.Document(text, corpora.words_of(text))
    windows.Pieces(base).annotate(document)
    cut = [windows.window(document, *r) for r in windows.ranges(document)]
    arrays = {f"{k} {at}": np.array([w[k]], np.int64) for at, w in enumerate(cut) for k in INPUTS}
    np.savez(f"{folder}/windows.npz", **arrays)
    example = tuple(torch.from_numpy(arrays[f"{k} 0"]) for k in INPUTS)
    axes = {k: {1: "n"} for k in (*INPUTS, "hidden")}
    with torch.no_grad():
        torch.onnx.export(Hidden(network_of(model)), example, f"{folder}/floats.onnx", input_names=list(INPUTS),
                          output_names=["hidden"], dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    quantize_dynamic(f"{folder}/floats.onnx", f"{folder}/integers.onnx", weight_type=QuantType.QInt8, per_channel=True,
                     reduce_range=True)  # fmt: skip
    return sum(len(w["ids"]) for w in cut)


def memory():
    """This process's peak in MB; unlike getrusage's, it does not begin with that of the process which started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def ours(program, model, text_file, empty):
    """The program reads the text three times; what it needs for an empty text is starting up."""
    seconds, memory = measured([program, model, text_file, "/dev/null"])
    start, _ = measured([program, model, empty, "/dev/null"])
    return {"read": (seconds - start) / 3, "start": start, "memory": memory}


def peer(model, arrays):
    """ONNX Runtime in a process of its own, that reads the windows three times; what its imports take is set apart."""
    out = subprocess.run([sys.executable, __file__, "--peer", model, arrays], check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def run_peer(model, arrays):
    import onnxruntime

    stored = np.load(arrays)
    batches = [{k: stored[f"{k} {at}"] for k in INPUTS} for at in range(len(stored.files) // len(INPUTS))]
    imports = memory()
    start = time.process_time()
    session = one_thread(onnxruntime, model)
    started = time.process_time()
    for _ in range(3):
        for batch in batches:
            session.run(None, batch)
    read = (time.process_time() - started) / 3
    print(json.dumps({"read": read, "start": started - start, "memory": memory() - imports}))


def one_thread(onnxruntime, model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def measured(command):
    """CPU seconds and peak memory in MB of a command, by GNU time, whose own memory is small."""
    with tempfile.NamedTemporaryFile() as told:
        time_it = ["/usr/bin/time", "--format", "%U %S %M", "--output", told.name]
        subprocess.run([*time_it, *map(str, command)], check=True, stdout=subprocess.DEVNULL)
        user, system, kilobytes = map(float, Path(told.name).read_text().split())
    return user + system, kilobytes / 1024


def matmul(folder):
    """Operations a second of bare products, of floats and of bytes, one thread."""
    import onnx
    import onnxruntime

    a, b = np.random.rand(256, 384).astype(np.float32), np.random.rand(384, 1536).astype(np.float32)
    make = onnx.helper
    weights = make.make_tensor("b", onnx.TensorProto.INT8, (384, 1536), (b * 127).astype(np.int8).tobytes(), raw=True)
    graph = make.make_graph(
        [make.make_node("MatMulInteger", ["a", "b"], ["c"])], "product",
        [make.make_tensor_value_info("a", onnx.TensorProto.UINT8, (256, 384))],
        [make.make_tensor_value_info("c", onnx.TensorProto.INT32, (256, 1536))], [weights],
    )  # fmt: skip
    path = f"{folder}/product.onnx"
    onnx.save(make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8), path)
    session = one_thread(onnxruntime, path)
    inputs = {"a": (a * 255).astype(np.uint8)}
    return [2 * 256 * 384 * 1536 / best(run) for run in (lambda: a @ b, lambda: session.run(None, inputs))]


def best(run, times=100):
    seconds = []
    for _ in range(times):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


if __name__ == "__main__":
    # Before numpy's threads start, which it does on import: the children inherit it, and this process is asked again.
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    run_peer(*sys.argv[2:]) if sys.argv[1] == "--peer" else main(*sys.argv[1:])
