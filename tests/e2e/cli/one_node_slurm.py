"""A Slurm of one node, of Debian's packages, in a folder and on ports of its own; needs root."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "sinfo")
SBIN = "/usr/sbin:/sbin"


def missing():
    """What is not installed, or why it cannot be started."""
    path = os.environ.get("PATH", "") + ":" + SBIN
    gone = [program for program in PROGRAMS if shutil.which(program, path=path) is None]
    if gone:
        return "not installed: " + ", ".join(gone)
    return "" if os.geteuid() == 0 else "only root can start it"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class OneNodeSlurm:
    """Use as a context; `environment` makes sbatch and squeue find it."""

    def __init__(self, folder, cpus=2):
        self.folder = Path(folder)
        self.cpus = cpus
        self.processes = []
        self.environment = dict(os.environ, SLURM_CONF=str(self.folder / "slurm.conf"),
                                PATH=os.environ.get("PATH", "") + ":" + SBIN)

    def __enter__(self):
        try:
            self._configure()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _configure(self):
        for name in ("state", "spool", "munge"):
            (self.folder / name).mkdir(mode=0o755)
        key = self.folder / "munge" / "key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        os.chmod(self.folder, 0o755)
        host = socket.gethostname().split(".")[0]
        self.munge_socket = self.folder / "munge" / "socket"
        (self.folder / "slurm.conf").write_text(f"""
ClusterName=tanshi
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={self.munge_socket}
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
ReturnToService=2
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
SlurmctldPidFile={self.folder}/slurmctld.pid
SlurmdPidFile={self.folder}/slurmd.pid
StateSaveLocation={self.folder}/state
SlurmdSpoolDir={self.folder}/spool
SlurmctldLogFile={self.folder}/slurmctld.log
SlurmdLogFile={self.folder}/slurmd.log
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MinJobAge=5
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs={self.cpus} State=UNKNOWN
PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP
""")

    def _start(self):
        munge = self.folder / "munge"
        self._spawn("munged", "--foreground", "--force", f"--key-file={munge}/key",
                    f"--socket={self.munge_socket}", f"--pid-file={munge}/pid",
                    f"--log-file={munge}/log", f"--seed-file={munge}/seed")
        self._wait_until(self.munge_socket.exists, "munged")
        self._spawn("slurmctld", "-D", "-i")
        self._spawn("slurmd", "-D")
        self._wait_until(lambda: "idle" in self.run("sinfo", "-h", "-o", "%T"), "the node")

    def _spawn(self, *command):
        with open(self.folder / f"{command[0]}.out", "wb") as output:
            self.processes.append(subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True))

    def run(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              timeout=30).stdout

    def _wait_until(self, is_so, what):
        end = time.monotonic() + 60
        while not is_so():
            if time.monotonic() > end:
                logs = [f"{log}:\n{log.read_text()[-2000:]}" for log in
                        sorted(self.folder.glob("*.log")) + sorted(self.folder.glob("*.out"))]
                raise RuntimeError(f"{what} did not come up\n" + "\n".join(logs))
            time.sleep(0.2)
