#!/usr/bin/env python3
"""A sweep as a job array on a Slurm of one node, which this test starts: the same bytes."""

import os
import unittest

import one_node_slurm
from cli_case import CliCase
from sweep_test import FILES, SCENARIO


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
            self.assertIn("there is no partition", self.refused_on(slurm, file)
                          .replace("invalid partition specified", "there is no partition"))
        for name in FILES:
            self.assertEqual((self.folder / "here" / name).read_bytes(),
                             (self.folder / "there" / name).read_bytes(), name)

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
