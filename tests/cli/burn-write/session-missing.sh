#!/usr/bin/env bash
# A session that the image does not have, and an image of several that is to be appended, are refused as such, whatever disc is in
# the drive: no other disc is asked for.
tone --kind noise --sectors 400 1.wav
redbook author -q 1.wav -o one.cue
volume --lba 11800 --plus extra.iso
redbook author -q 1.wav --session --data extra.iso -o two.cue
redbook-burn write -q --yes --leave-open -d virtual:open one.cue
for disc in blank open; do
    for image in '--session 2 one' '--session 3 two' '--append two'; do
        # shellcheck disable=SC2086
        redbook-burn write --yes -d "virtual:$disc" $image.cue; echo "exit $?"
    done
done
ls -d blank 2>&1
redbook-burn write --yes -d virtual:open -d virtual:blank --session 2 one.cue; echo "exit $?"
redbook-burn verify -d virtual:open --session 2 one.cue; echo "exit $?"
redbook-burn verify -d virtual:open --append two.cue; echo "exit $?"
redbook-burn plan --session 2 one.cue; echo "exit $?"
redbook-burn plan --tao --session 3 two.cue; echo "exit $?"
redbook-burn write -q --yes -d virtual:open --append --verify one.cue; echo "exit $?"
