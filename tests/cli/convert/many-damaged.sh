#!/usr/bin/env bash
# A descriptor that cannot be read does not say which files are its parts: those of its name, and those next to a DDPID, are treated
# as parts, so that its own error is reported and not theirs, or that two of them would be one file.
tone --kind noise --seed 1 --sectors 400 a.wav
redbook author -q a.wav -o a.cue
redbook convert -q a.cue --target ddp --cdtext never --force-delivery -o set
printf x >set/DDPMS
redbook convert set/* -o out; echo "exit $?"
ls out 2>/dev/null
# Of other formats.
mkdir cue ccd
redbook convert -q a.cue --target single -o cue/game.cue && sed -i 's/INDEX 01/INDEX x1/' cue/game.cue
redbook convert -q a.cue -o ccd/game.ccd && printf '[CloneCD]\n[Disc]\nTocEntries=9\n' >ccd/game.ccd
redbook convert -v cue/* ccd/* -o out --target chd; echo "exit $?"
# A file of the same name that is a disc by itself is not made into one, and one of another name is.
sectors mode1 300 1 disc.bin user.bin
mkdir data && cp disc.bin data/game.bin && cp disc.bin data/other.bin && cp cue/game.cue data
redbook convert -q data/* -o out; echo "exit $?"
ls out
# What could not be read writes nothing, so a disc of its name in another folder is converted.
mkdir good && cp a.cue good/game.cue && cp a.bin good && rm -rf out
redbook convert cue/game.cue good/game.cue -o out; echo "exit $?"
ls out
