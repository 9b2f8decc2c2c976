#!/usr/bin/env bash
# A million pages of Ogg with nothing in them take proportional memory and few readings; an unknown codec is refused at its
# first page. Three thousand streams one after another. More pages, or more MPEG files joined to one, than any disc needs are
# refused, since each of them takes memory.
. "$TREE/tests/cli/hostile/prelude.bash"
bomb pages 1000000 pages.opus # 26 MiB
bomb unknown 1000000 unknown.opus
bomb links 3000 links.opus
bounded 64 160 redbook info pages.opus 2>&1 | tail -n 1
bounded 32 1 redbook info unknown.opus 2>&1 | tail -n 1
bounded 32 8 redbook info links.opus 2>&1 | tail -n 1
rm pages.opus unknown.opus
bomb pages 2100000 more.opus # 54 MiB
bounded 100 130 redbook info more.opus
bomb mpeg 1000 joined.mp3
bounded 32 8 redbook info joined.mp3 | tail -n 1
bomb mpeg 200000 more.mp3 # 27 MiB
bounded 32 2 redbook info more.mp3
exit 0
