#!/usr/bin/env bash
# The languages of a TOC become packs next to the sheet, and are read back from there.
tone --sectors 400 one.wav
cat >in.toc <<'END'
CD_DA
CD_TEXT {
  LANGUAGE_MAP { 0 : EN 1 : 8 2 : 105 }
  LANGUAGE 0 { TITLE "Night" GENRE { 0, 23, 0 } }
  LANGUAGE 1 { TITLE "Nacht" }
  LANGUAGE 2 { ENCODING_MS_JIS TITLE "夜" }
}
TRACK AUDIO
CD_TEXT {
  LANGUAGE 0 { TITLE "One" }
  LANGUAGE 1 { TITLE "Eins" }
  LANGUAGE 2 { TITLE "一" }
}
AUDIOFILE "one.wav" 0
END
redbook author -q in.toc -o out.cue && cat out.cue
redbook text out.cue
