#!/usr/bin/env bash
# Form 1 is an ISO, and the loss of its subheaders is reported; if there are sectors of form 2 or of no form, raw sectors are
# written.
sectors form1 300 1 one.bin one.user
redbook extract -v one.bin -o d && cmp one.user d/01.iso
redbook author --mode mode2/2048 d/01.iso -o out.cue && cmp out.bin one.bin && redbook compare out.cue one.bin
sectors form2 300 1 two.bin two.user
cat one.bin two.bin >mixed.bin
redbook extract -v mixed.bin -o d && cmp mixed.bin d/01.bin
cp one.bin marked.bin
printf '\0\0\211\0\0\0\211\0' | dd of=marked.bin bs=1 seek=$((299 * 2352 + 16)) conv=notrunc 2>/dev/null
redbook extract -v marked.bin -o m && cmp one.user m/01.iso
redbook extract marked.bin -o m --raw && cmp marked.bin m/01.bin
dd if=one.bin of=only.2336 bs=1 count=0 2>/dev/null
for n in $(seq 0 299); do tail -c +$((n * 2352 + 17)) one.bin | head -c 2336; done >only.2336
redbook extract --mode mode2/2336 only.2336 -o x && cmp one.user x/01.iso && redbook extract --mode mode2/2336 --raw only.2336 -o x && cmp one.bin x/01.bin && echo equal
