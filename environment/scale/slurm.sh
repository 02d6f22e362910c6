#!/usr/bin/env bash
# A study as a Slurm job array, one shard a task. From the project's root, in a folder that every node sees:
#   sbatch --array=0-3 --export=ALL,SHARDS=4 environment/scale/slurm.sh C07 --profile quick --store /shared/store
# SHARDS is the number of parts, not that of the tasks of this call: a lost one alone is `--array=2` with SHARDS=4.
#SBATCH --job-name=deconv-lab
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=08:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=deconv-lab-%A_%a.log
set -euo pipefail

cd "${SLURM_SUBMIT_DIR:-$PWD}"
: "${SLURM_ARRAY_TASK_ID:?is set by sbatch --array=0-3}"
: "${SHARDS:?is the number of parts that the array has: --export=ALL,SHARDS=4 for --array=0-3}"

# exec: a time limit's SIGTERM reaches the study itself, which stops after a step and keeps what it has.
exec environment/lab ablate "$@" \
  --shard "$SLURM_ARRAY_TASK_ID/$SHARDS" --workers "${SLURM_CPUS_PER_TASK:-1}"
