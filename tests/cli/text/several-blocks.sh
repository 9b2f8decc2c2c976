#!/usr/bin/env bash
printf 'Input Sheet Version = 0.7T\nAlbum Title = Cats\nTrack 01 Title = One\n' >album.txt
printf 'Input Sheet Version = 0.7T\nLanguage Code = German\nAlbum Title = Katzen\nTrack 01 Title = Eins\n' >>album.txt
redbook text album.txt --language French -o album.cdt
redbook text album.cdt
