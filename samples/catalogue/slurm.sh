#!/usr/bin/env bash
# slurm.sh SHEET... - submits the sheets to Slurm as one array job: a task for each sheet, with one processor and 128 MiB
#
# Writes catalogue.list, with one sheet per line, and the script catalogue.sbatch, and submits the script if sbatch is installed.
set -eu
[ $# -gt 0 ] || { printf 'usage: slurm.sh SHEET...\n' >&2 && exit 2; }
mkdir -p images
printf '%s\n' "$@" >catalogue.list
cat >catalogue.sbatch <<END
#!/usr/bin/env bash
#SBATCH --job-name=redbook --array=1-$# --cpus-per-task=1 --mem=128M --output=images/%a.log
sheet=\$(sed -n "\${SLURM_ARRAY_TASK_ID}p" catalogue.list)
name=\${sheet#./}
name=\${name%.*}
exec "${REDBOOK:-redbook}" author --quiet --force --jobs 1 "\$sheet" -o "images/\${name//\\//-}.cue"
END
if command -v sbatch >/dev/null; then
    sbatch catalogue.sbatch
else
    printf 'sbatch is not installed; catalogue.sbatch is the script to submit\n' >&2
fi
