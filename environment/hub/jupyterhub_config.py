"""JupyterHub for a class on one machine: docs/classroom.md. Root starts it, in a folder of its own:

    cd /srv/jupyterhub && /opt/jupyterhub/bin/jupyterhub -f /opt/deconv-lab/environment/hub/jupyterhub_config.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
c = get_config()  # noqa: F821  (JupyterHub puts it there)

# Reached from this machine alone; a web server with the school's certificate stands in front of it.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# Who may log in is the machine's own affair (PAM): its users in this group.
c.LocalAuthenticator.allowed_groups = {"pupils"}

# Each pupil's server runs as that pupil, with a desk in the home folder (environment/lab desk).
c.Spawner.cmd = [str(HERE / "server"), str(Path(sys.prefix) / "bin" / "jupyterhub-singleuser")]
c.Spawner.args = [
    # No question about a news feed, no look for updates: a class may be offline.
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    # A kernel that nobody looks at goes after an hour, a server after two.
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--ServerApp.shutdown_no_activity_timeout=7200",
]
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.environment = {
    "ENGINE_CACHE_DIR": str(PROJECT / ".lab" / "djl.ai"),  # filled once, at set-up
    "OMP_NUM_THREADS": "1",  # cores that one operation of PyTorch takes
    "GOMP_SPINCOUNT": "0",  # the cores are shared: who waits sleeps
    "LAB_DATA_KIB": str(3 * 1024 * 1024),  # memory of one process, 3 GiB; "" for no bound
}
# Servers at once: as many as the memory holds.
c.JupyterHub.active_server_limit = 30
c.JupyterHub.concurrent_spawn_limit = 5
c.Spawner.http_timeout = 120  # A whole class logs in at once, on few cores.
