#!/usr/bin/env python3
"""A sweep as a job array on a Slurm of one node, which this test starts: the same bytes."""

import os
import signal
import subprocess
import unittest

import one_node_slurm
from cli_case import CliCase
from sweep_test import FILES, SCENARIO


# Kills the program as soon as Slurm has the array, before it can note the array's number.
DEADLY_SBATCH = """\
#!/bin/sh
/usr/bin/sbatch "$@" >/dev/null
parent=$PPID
[ "$(cat /proc/$parent/comm)" = tanshi ] ||
  parent=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$parent/status)
kill -9 "$parent"
"""


class Slurm(CliCase):
    def test_the_array_gives_the_bytes_of_one_machine(self):
        why = one_node_slurm.missing()
        if why:
            self.skipTest(why)
        file = self.write("shocks.yaml", SCENARIO)
        self.tanshi("sweep", file, "--out", "here", "--quiet")
        cluster = self.folder / "cluster"
        cluster.mkdir()
        with one_node_slurm.OneNodeSlurm(cluster) as slurm:
            self.tanshi("sweep", file, "--out", "there", "--quiet", "--slurm", "--tasks", 3,
                        env={**os.environ, **slurm.environment})
            self.killed_before_the_number_is_noted(slurm, file)
            self.assertIn("there is no partition", self.refused_on(slurm, file)
                          .replace("invalid partition specified", "there is no partition"))
        for name in FILES:
            for out in ("there", "again"):
                self.assertEqual((self.folder / "here" / name).read_bytes(),
                                 (self.folder / out / name).read_bytes(), name)

    def killed_before_the_number_is_noted(self, slurm, file):
        """The array that nobody knows of never starts, and the sweep goes on without it."""
        deadly = self.folder / "bin/sbatch"
        deadly.parent.mkdir()
        deadly.write_text(DEADLY_SBATCH)
        deadly.chmod(0o755)
        env = {**os.environ, **slurm.environment}
        sweep = ("sweep", file, "--out", "again", "--quiet", "--slurm", "--tasks", 2)
        self.tanshi(*sweep, code=-signal.SIGKILL,
                    env={**env, "PATH": f"{deadly.parent}:{os.environ['PATH']}"})
        self.tanshi(*sweep, env=env)
        queue = subprocess.run(["squeue", "--noheader", "--format=%T %r"], env=env, text=True,
                               capture_output=True, check=True).stdout
        self.assertEqual(queue.split(), ["PENDING", "JobHeldUser"])

    def refused_on(self, slurm, file):
        _, err = self.tanshi("sweep", file, "--out", "refused", "--quiet", "--slurm",
                             "--partition", "none", code=2,
                             env={**os.environ, **slurm.environment})
        return err

    def test_without_slurm_it_says_so(self):
        file = self.write("shocks.yaml", SCENARIO)
        _, err = self.tanshi("sweep", file, "--out", "there", "--quiet", "--slurm", code=2,
                             env={"PATH": "/nonexistent"})
        self.assertIn("sbatch", err)


if __name__ == "__main__":
    unittest.main()
