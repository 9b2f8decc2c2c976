#!/usr/bin/env bash
# A manifest on standard input that cannot be read to its end, or is none, is not treated as one that ends there.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue && redbook hash --files a.cue >m.sha && echo x >>a.bin || exit
redbook hash --check - <m.sha
echo "exit $?"
redbook hash --check - <.
echo "exit $?"
redbook hash --check - <&-
echo "exit $?"
head -c 17000000 /dev/zero | redbook hash --check -
echo "exit $?"
python3 - <<'S'
import socket, struct, subprocess, time
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen(1)
reads = socket.create_connection(listening.getsockname())
writes = listening.accept()[0]
process = subprocess.Popen(["redbook", "hash", "--check", "-"], stdin=reads.fileno())
writes.sendall(open("m.sha", "rb").readline())
time.sleep(0.3)
writes.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
writes.close()
print("exit", process.wait())
S
