"""What the tests of the program share: it runs in an empty folder, as a process of its own."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ["TANSHI_PROGRAM"]


class CliCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def tanshi(self, *arguments, code=0, **options):
        """Runs the program to its end; returns (stdout, stderr)."""
        options = {"capture_output": True, "cwd": self.folder, **options}
        ran = subprocess.run([PROGRAM, *map(str, arguments)], text=True, timeout=60,
                             stdin=subprocess.DEVNULL, **options)
        self.assertEqual(ran.returncode, code, f"{ran.stderr}{ran.stdout}")
        return ran.stdout, ran.stderr

    def refused(self, *arguments, **options):
        """The first line of stderr of a call that must exit 2 and print nothing else."""
        out, err = self.tanshi(*arguments, code=2, **options)
        self.assertEqual(out, "")
        return err.splitlines()[0]

    def write(self, name, text):
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return name
