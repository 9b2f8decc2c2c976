#!/usr/bin/env bash
# Typographic apostrophes, dashes, ellipses and spaces are replaced by plain ones in CD-TEXT everywhere, with a note;
# characters without a plain form are refused by author, text and burner alike, and each says what to do.
tone --sectors 400 one.wav
redbook author one.wav --title 'Cat’s “Night” – 12…' -o album.cue; echo "author $?"
redbook check album.cue; echo "check $?"
redbook check -v album.cue 2>&1 | grep plain
redbook text album.cue --charset 8859-1 -o album.txt; echo "text $?"
grep '^Album Title' album.txt
redbook-burn plan -q album.cue >/dev/null; echo "plan $?"
redbook author one.wav --title 'Cat’s' --cdtext always --strict -o packs.cue; echo "author $?"
redbook check --fail-on warning packs.cue; echo "check $?"
redbook-burn write -q --yes --device virtual:drive packs.cue; echo "write $?"
grep TITLE packs.cue drive/disc.cue
redbook author one.wav --title 'Łódź' --cdtext always -o none.cue; echo "author $?"
redbook author one.wav --title 'Łódź' -q -o lodz.cue; echo "author $?"
redbook check lodz.cue; echo "check $?"
redbook text lodz.cue -o lodz.cdt; echo "text $?"
redbook-burn plan lodz.cue >/dev/null; echo "plan $?"
redbook-burn plan -q --cdtext-fallback lodz.cue >/dev/null; echo "plan $?"
redbook-burn plan -q --no-cdtext lodz.cue >/dev/null; echo "plan $?"
