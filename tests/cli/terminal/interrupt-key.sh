#!/usr/bin/env bash
# The interrupt key itself, as a terminal sends it.
python3 -c "import os; os.openpty()" 2>/dev/null || { echo "no python3 or no pseudo-terminal here"; exit 77; }
tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 200 a.wav # no small ratio: the slow path
exec python3 - <<'END'
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("redbook", ["redbook", "author", "--jobs", "1", "a.wav", "-o", "out.cue"])
for _ in range(500):
    if os.path.exists("out.bin.redbook-stash") and os.path.getsize("out.bin.redbook-stash"):
        break
    time.sleep(0.02)
os.write(terminal, b"\x03")
said = b""
try:
    while True:
        piece = os.read(terminal, 4096)
        if not piece:
            break
        said += piece
except OSError:
    pass
# The terminal's echo of the key is before the message, or before the progress line where that was drawn.
last = said.decode("utf-8", "replace").replace("\r", "\n").rstrip().split("\n")[-1].replace("\x1b[K", "")
print(last.replace("^C", ""))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
END
