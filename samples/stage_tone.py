#!/usr/bin/env python3
"""stage_tone.py OUT.cue [LIBRARY] - stages a tone of 5 s from Python, through the C functions of the staging engine

LIBRARY is the shared library, libredbook.so.0 by default. Every call gives a status, 0 for success; rbk_status_sentence
says what another one means. A block is 588 samples, left before right, 16 bits, low byte first.
"""
import array
import ctypes
import math
import sys


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: stage_tone.py OUT.cue [LIBRARY]")
    library = ctypes.CDLL(sys.argv[2] if len(sys.argv) == 3 else "libredbook.so.0")
    library.rbk_status_sentence.restype = ctypes.c_char_p

    def call(function, *arguments):
        status = getattr(library, function)(*arguments, None)  # the last argument is an rbk_error, which may be NULL
        if status != 0:
            sys.exit("stage_tone.py: %s: %s" % (function, library.rbk_status_sentence(status).decode()))

    stage = ctypes.c_void_p()
    call("rbk_stage_new", None, ctypes.byref(stage))
    call("rbk_stage_open", stage, sys.argv[1].encode())
    call("rbk_stage_create_audio_track", stage, ctypes.c_uint32(375))
    for block in range(375):
        samples = array.array("h")
        for i in range(588):
            value = round(10000 * math.sin(2 * math.pi * 440 * (block * 588 + i) / 44100))
            samples.extend((value, value))
        if sys.byteorder == "big":
            samples.byteswap()
        call("rbk_stage_add_audio_track_blocks", stage, samples.tobytes(), ctypes.c_size_t(2352), None)
    call("rbk_stage_close_audio_track", stage)
    call("rbk_stage_commit", stage)
    library.rbk_stage_free(stage)
    print("a tone of 5 s in '%s'" % sys.argv[1])


main()
