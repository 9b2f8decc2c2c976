# The disc of these sessions: what is before track 1, a silent pause, indexes, all texts and codes, data at the end.
make_everything() {
    tone --kind noise --sectors 525 sound.bin
    tone --kind noise --seed 2 --sectors 375 more.bin
    sectors mode1 300 7 data.bin data.user
    { cat sound.bin && head -c $((150 * 2352)) /dev/zero && cat more.bin data.bin; } >everything.bin
    cp "$TREE/tests/cli/convert/everything.cue" .
}
