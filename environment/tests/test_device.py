import contextlib
import gzip
import http.server
import io
import json
import os
import shutil
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

from support import SharedProject, fake_program

from _lab import device, doctor, places
from _lab.console import Stop
from _lab.java import Java

SMI = "echo 'NVIDIA H100, 81559 MiB, 570.86'\n"


class Arguments(unittest.TestCase):
    def test_which_device_is_asked_for(self):
        for words, wanted in (
            ("train --model s2", "best"),
            ("train --device gpu", "gpu"),
            ("bench --device=gpu:1", "gpu:1"),
            ("train --device gpu --device cpu", "cpu"),
            ("train --device", "best"),
            ("ablate x --dry-run", "cpu"),
            ("train --help", "cpu"),
            ("data cifar10", "cpu"),
            ("verify x.json", "cpu"),
        ):
            verb, *rest = words.split()
            self.assertEqual(device.asked_for(verb, rest), wanted, words)


@unittest.skipIf(os.name == "nt", "the stand-ins are shell scripts")
class Choosing(unittest.TestCase):
    """A driver, a Java and a server that only pretend."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.served = {}
        served = self.served

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                content = served.get(self.path)
                self.send_response(404 if content is None else 200)
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *args):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.serve("libtorch.so", "libtorch_cuda.so", "libcudart-1a.so.12", "lib%2Bodd.so")
        lab = self.folder / ".lab"
        lab.mkdir()
        for name, value in {
            "SERVER": f"http://127.0.0.1:{server.server_port}",
            "DOT_LAB": lab,
            "PROVEN": lab / "gpu.json",
            "RUNTIME": lab / "cuda",
            "BUILDS": {(os.uname().sysname, "amd64"): "linux-x86_64"},
        }.items():
            self.patch(mock.patch.object(device, name, value))
        env = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "ENGINE_CACHE_DIR": str(self.folder / "cache"),
        }
        self.patch(mock.patch.object(places, "DOT_LAB", lab))
        self.patch(mock.patch.object(tempfile, "tempdir", str(self.folder)))
        self.patch(mock.patch.dict(os.environ, env))
        os.environ.pop("PYTORCH_LIBRARY_PATH", None)
        self.java(json.dumps({"engine": "PyTorch", "gpus": 1}))
        self.built = self.folder / "cache" / "pytorch" / "2.7.1-cu128-linux-x86_64"

    def patch(self, patch):
        patch.start()
        self.addCleanup(patch.stop)

    def serve(self, *names):
        lines = [f"cu128/linux-x86_64/native/lib/{name}.gz" for name in names]
        self.served["/files.txt"] = "\n".join([*lines, "cpu/linux-x86_64/x.gz"]).encode()
        self.served.update({f"/{line}": gzip.compress(b"library") for line in lines})

    def smi(self, text=SMI):
        fake_program(self.folder / "bin", "nvidia-smi", text)

    def java(self, said):
        self.calls = self.folder / "calls"
        text = f"echo \"$PYTORCH_LIBRARY_PATH\" >> '{self.calls}'\ncat <<'END'\n{said}\nEND\n"
        program = fake_program(self.folder, "jdk/bin/java", text)
        self.jdk = Java(program, self.folder / "jdk", "17", 17, "amd64")

    def library(self, wanted):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            return device.library(self.jdk, wanted), said.getvalue()

    def test_cpu_and_words_that_java_refuses_are_not_looked_at(self):
        self.smi("exit 9\n")
        for wanted in ("cpu", "GPU", "cuda", "gpux", "gpu:x", "gpu:-1", "gpu:", ""):
            self.assertEqual(self.library(wanted), ({}, ""), wanted)

    def test_without_a_driver_best_is_silent_and_gpu_says_so(self):
        self.assertEqual(self.library("best"), ({}, ""))
        with self.assertRaisesRegex(Stop, "--device gpu:1 cannot be had: there is no NVIDIA driver") as stopped:
            self.library("gpu:1")
        self.assertEqual(stopped.exception.status, 2)

    def test_a_card_gets_the_cuda_build_once_with_its_runtime(self):
        self.smi()
        added, said = self.library("best")
        self.assertIn("downloading PyTorch's CUDA build", said)
        self.assertEqual(added["PYTORCH_LIBRARY_PATH"], str(self.built))
        self.assertEqual(added["PYTORCH_FLAVOR"], "cu128")
        self.assertEqual(
            sorted(path.name for path in self.built.iterdir()),
            ["lib+odd.so", "libcudart-1a.so.12", "libtorch.so", "libtorch_cuda.so"],
        )
        runtime = Path(added["LD_LIBRARY_PATH"].split(os.pathsep)[-1]) / "libcudart.so"
        self.assertEqual(runtime.read_bytes(), b"library")
        self.assertEqual(self.library("gpu"), (added, ""))
        self.assertEqual(len(self.calls.read_text().splitlines()), 1)

    def test_the_proof_is_given_again_after_a_new_driver(self):
        self.smi()
        self.library("best")
        self.smi("echo 'NVIDIA H100, 81559 MiB, 580.1'\n")
        self.library("best")
        self.assertEqual(len(self.calls.read_text().splitlines()), 2)
        device.PROVEN.write_text("[]")
        self.library("best")
        self.assertEqual(len(self.calls.read_text().splitlines()), 3)

    def falls_back(self, reason):
        added, said = self.library("best")
        self.assertEqual(added, {})
        self.assertRegex(said.splitlines()[-1], f"^lab: the CPU computes: .*{reason}")
        with self.assertRaisesRegex(Stop, f"--device gpu cannot be had: .*{reason}"):
            self.library("gpu")

    def test_whatever_is_missing_best_computes_on_the_cpu_and_says_why(self):
        self.smi("echo 'Failed to communicate with the NVIDIA driver'; exit 9\n")
        self.falls_back("nvidia-smi fails: Failed to communicate")
        self.smi()
        whole = dict(self.served)
        for harm, reason in (
            (lambda: self.served.clear(), "did not arrive from http.*Not Found"),
            (lambda: self.served.update({"/files.txt": b"cpu/x"}), "has no cu128"),
            (lambda: self.served.popitem(), "did not arrive"),
            (lambda: self.served.update({list(whole)[-1]: gzip.compress(b"x" * 999)[:-9]}), "did not arrive"),
            (lambda: self.served.update({list(whole)[-1]: b"no gzip"}), "did not arrive"),
        ):
            self.served.clear()
            self.served.update(whole)
            harm()
            self.falls_back(reason)
            self.assertEqual([path.name for path in self.built.parent.glob("*")], [])
        self.served.update(whole)
        for said, reason in (
            ('{"gpus": 0}', "no card was found by the CUDA runtime"),
            ('{"error": "libcuda.so.1: cannot open"}', "libcuda.so.1: cannot open"),
            ("[]", "no card was found"),
            ("5", "no answer"),
            ("", "no answer"),
        ):
            self.java(said)
            self.falls_back(reason)

    def test_a_system_without_a_cuda_build(self):
        self.smi()
        self.jdk = Java(self.jdk.executable, self.jdk.home, "17", 17, "aarch64")
        self.falls_back("there is no CUDA build for .* on aarch64")

    def test_a_library_that_the_user_names_is_taken_with_the_glue_that_fits(self):
        own = self.folder / "own"
        own.mkdir()
        os.environ["PYTORCH_LIBRARY_PATH"] = str(own)
        added, said = self.library("best")
        self.assertEqual(added, {})
        self.assertIn("PYTORCH_LIBRARY_PATH is ignored, there is no libtorch.so", said)
        (own / "libtorch.so").touch()
        self.assertEqual(self.library("cpu")[0]["PYTORCH_FLAVOR"], "cpu")
        (own / "libtorch_cuda.so").touch()
        self.assertEqual(self.library("cpu")[0]["PYTORCH_FLAVOR"], "cu128")
        with mock.patch.dict(os.environ, {"PYTORCH_FLAVOR": "cu118"}):
            self.assertEqual(self.library("cpu")[0]["PYTORCH_FLAVOR"], "cu118")

    def own_library(self):
        own = self.folder / "own"
        own.mkdir()
        for name in ("libtorch.so", "libtorch_cuda.so", "libcudart-1a.so.12"):
            (own / name).write_text("library")
        os.environ["PYTORCH_LIBRARY_PATH"] = str(own)
        return own

    def seal(self):
        """A file where .lab should be: nobody, not even root, can write there."""
        device.DOT_LAB.rmdir()
        device.DOT_LAB.touch()

    def test_a_project_that_cannot_be_written_costs_neither_the_card_nor_its_runtime(self):
        self.smi()
        self.seal()
        for name in ("downloaded", "named by the user"):
            added, said = self.library("gpu")
            runtime = Path(added["LD_LIBRARY_PATH"].split(os.pathsep)[-1])
            self.assertEqual(runtime, self.folder / f"deconv-lab-{os.getuid()}" / "cuda", name)
            self.assertEqual((runtime / "libcudart.so").read_text(), "library")
            self.assertEqual("is used instead" in said, name == "downloaded", said)
            self.own_library() if name == "downloaded" else None

    def test_a_runtime_that_can_be_linked_nowhere_ends_nothing_and_is_told(self):
        self.smi()
        self.seal()
        (self.folder / f"deconv-lab-{os.getuid()}").touch()
        reason = "lab: no libcudart.so could be made for .*libcudart-1a.so.12, .*deconv-lab-"
        added, said = self.library("best")
        self.assertEqual((added["PYTORCH_LIBRARY_PATH"], "LD_LIBRARY_PATH" in added), (str(self.built), False))
        self.assertRegex(said, reason)
        own = self.own_library()
        for wanted in ("cpu", "best", "gpu"):
            added, said = self.library(wanted)
            self.assertEqual((added["PYTORCH_LIBRARY_PATH"], "LD_LIBRARY_PATH" in added), (str(own), False))
            self.assertRegex(said, reason)
        self.assertEqual(doctor.graphics_card(self.jdk)[0].status, "ok")

    def test_a_cache_that_cannot_be_written_is_named_and_not_the_server(self):
        self.smi()
        filled = self.built.with_name("2.7.1-cpu-linux-x86_64")
        filled.mkdir(parents=True)
        (filled / "0.35.1-libdjl_torch.so").touch()
        with mock.patch.object(places, "writable", lambda folder: "cache" not in str(folder)):
            self.falls_back(f"CUDA build is not in {self.built.parent}, which cannot be written: its owner")
            self.assertIn("cannot be written", doctor.graphics_card(self.jdk)[0].detail)
        self.assertFalse(self.calls.exists())

    def test_several_first_starts_make_one_link(self):
        own = self.own_library()
        both, make = threading.Barrier(2, timeout=20), Path.symlink_to

        def together(link, target, *more):
            both.wait()  # Each has seen that there is no link.
            make(link, target, *more)

        with mock.patch.object(Path, "symlink_to", together), ThreadPoolExecutor(2) as starts:
            found = list(starts.map(device.linked_runtime, [own, own]))
        self.assertEqual(found, [device.RUNTIME] * 2)
        self.assertEqual(os.readlink(device.RUNTIME / "libcudart.so"), str(own / "libcudart-1a.so.12"))
        self.assertEqual(len(list(device.RUNTIME.iterdir())), 1)

    def test_a_proof_that_cannot_be_kept_is_given_again(self):
        self.smi()
        self.library("best")
        with mock.patch.object(Path, "write_text", side_effect=OSError(28, "No space left on device")):
            device.PROVEN.unlink()
            self.assertEqual(self.library("best")[0]["PYTORCH_LIBRARY_PATH"], str(self.built))
        self.assertEqual(len(self.calls.read_text().splitlines()), 2)

    def test_doctor_shows_what_will_happen(self):
        self.assertIn("the CPU computes", doctor.graphics_card(self.jdk)[0].detail)
        self.smi()
        found, added = doctor.graphics_card(self.jdk)
        self.assertEqual((found.status, added), ("note", {}))
        self.assertIn("downloads PyTorch's CUDA build", found.mend)
        self.library("best")
        found, added = doctor.graphics_card(self.jdk)
        self.assertEqual(found.status, "ok")
        self.assertIn("computes, with", found.detail)
        self.assertEqual(added["PYTORCH_LIBRARY_PATH"], str(self.built))
        self.smi("exit 3\n")
        self.assertIn("the CPU computes: nvidia-smi fails: 3", doctor.graphics_card(self.jdk)[0].detail)


class Shared(SharedProject):
    def test_a_library_of_the_pupils_own_gets_its_runtime_linked_in_a_folder_of_the_pupils_own(self):
        library = self.folder / "library"
        library.mkdir()
        for name in ("libtorch.so", "libtorch_cuda.so", "libcudart-1a.so.12"):
            (library / name).write_text("library")
        self.close()
        own = self.pupil / f"deconv-lab-{self.pupil.stat().st_uid}" / "cuda"
        for _ in range(2):
            trained = self.call("train", "--device", "cpu", PYTORCH_LIBRARY_PATH=str(library))
            self.assertEqual(trained.returncode, 0, trained.stderr)
            self.assertIn(f"LD_LIBRARY_PATH={own}", trained.stdout.splitlines())
            self.assertEqual((own / "libcudart.so").resolve(), (library / "libcudart-1a.so.12").resolve())


if __name__ == "__main__":
    unittest.main()
