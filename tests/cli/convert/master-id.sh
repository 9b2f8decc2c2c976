#!/usr/bin/env bash
# The plant's id is checked before anything is read, and only a DDP has one.
id=123456789012345678901234567890123456789012345678
redbook convert missing.cue --target ddp --master-id ${id}9 -o ddp
redbook convert missing.cue --target ddp --master-id Café -o ddp
redbook convert missing.cue --master-id $id -o a.toc
redbook convert missing.cue --force-delivery -o a.cue
redbook convert missing.cue --compression best -o a.cue
exit 0
