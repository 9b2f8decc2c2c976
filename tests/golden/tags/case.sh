# shellcheck shell=bash
# Without a sheet, texts come from the tags of the files; the command line takes precedence.
tone --kind noise --seed 22 --sectors 300 --title Second --artist "The Band" --album "The Album" --genre Rock --date 2001 --track 2 b.flac
tone --kind noise --seed 23 --sectors 300 --title First --artist "The Band" --album "The Album" --genre Rock --date 2001 --track 1 a.flac
tone --kind noise --seed 24 --sectors 300 --title Third --artist "A Guest" --album "The Album" --genre Rock --date 2001 --track 3 c.flac
author --sort tags --mcn 036000291452 --track '2:isrc=US-RC1-76-07839' --track '3:title=Third (live)' b.flac a.flac c.flac
