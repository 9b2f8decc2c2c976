#!/usr/bin/env bash
# Runs the programs of samples/ and checks that they work as described in their comments. Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 2
. tests/tap.sh
B=${B:-build}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/samples.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
cd_to() { cd "$1" || exit 2; }
case $B in /*) ;; *) B=$PWD/$B ;; esac
album=$PWD/samples/album
version=$(sed -n 's/^.define RBK_VERSION *"\(.*\)"/\1/p' include/redbook/version.h)
cd_to "$scratch"

size_of() { wc -c <"$1" | tr -d ' '; }
# The lines of a sheet that define its layout.
places() { grep -E '^ *(TRACK|INDEX|TITLE)' "$1" | sed 's/^ *//'; }
# Prints the pitch as sox estimates it, from the given second on. FILE SECOND
hertz() {
    sox -t raw -r 44100 -e signed -b 16 -c 2 -L "$1" -n remix 1 trim "$2" 3 stat 2>&1 | sed -n 's/^Rough *frequency: *//p'
}

# The estimate is truncated to an integer.
near() { [ "$3" = $(($2 - 1)) ] && equal "$1" $(($2 - 1)) "$3" || equal "$1" "$2" "$3"; }

check "two_tones runs" "$B/samples/two_tones" tones.cue
equal "two_tones: two tracks of 5 s with the default gap of 2 s between them" 'TRACK 01 AUDIO
TITLE "Concert pitch"
INDEX 01 00:00:00
TRACK 02 AUDIO
TITLE "A fifth above"
INDEX 00 00:05:00
INDEX 01 00:07:00' "$(places tones.cue)"
equal "two_tones: 375 + 150 + 375 sectors" $((900 * 2352)) "$(size_of tones.bin)"
if command -v sox >/dev/null; then
    near "two_tones: the first track is a tone of 440 Hz" 440 "$(hertz tones.bin 1)"
    near "two_tones: the second track is a tone of 660 Hz" 660 "$(hertz tones.bin 8)"
else
    skip "two_tones: the tracks are tones of 440 and 660 Hz" "sox is not installed"
fi
cp tones.bin first.bin
check "two_tones runs again over its own image" "$B/samples/two_tones" tones.cue
same_bytes "two_tones: the same bytes each time" first.bin tones.bin
equal "two_tones: no file remains except the image" "first.bin tones.bin tones.cue" "$(echo *)"

"$B/gen/tone" --kind noise --frames 300000 --title Noise --artist Someone source.flac
"$B/gen/tone" --kind noise --frames 300000 --format raw-le wanted.bin
equal "stage_from_decoder prints the format of the file" "FLAC, 16-bit PCM, 44100 Hz, channels: 2, passes unchanged" \
    "$("$B/samples/stage_from_decoder" source.flac decoded.cue 2>&1)"
equal "stage_from_decoder: 16 bits at 44.1 kHz are copied bit-exact" "$(sha256_of wanted.bin)" \
    "$(head -c "$(size_of wanted.bin)" decoded.bin | sha256_of)"
equal "stage_from_decoder: the last sector is padded" $((511 * 2352)) "$(size_of decoded.bin)"
equal "stage_from_decoder: the padding is silence" 0 "$(tail -c $((511 * 2352 - 1200000)) decoded.bin | tr -d '\0' | wc -c | tr -d ' ')"
equal "stage_from_decoder: the file's tags are the track's texts" '    TITLE "Noise" PERFORMER "Someone"' \
    "    $(grep -E '^    (TITLE|PERFORMER)' decoded.cue | sed 's/^ *//' | tr '\n' ' ' | sed 's/ $//')"
"$B/gen/tone" --kind sine --rate 48000 --channels 1 --encoding s24 --frames 240001 other.wav
check "stage_from_decoder reads 24 bits, 48 kHz, one channel" "$B/samples/stage_from_decoder" other.wav other.cue
equal "stage_from_decoder: 240,001 frames at 48 kHz are 220,501 samples, 376 sectors" $((376 * 2352)) "$(size_of other.bin)"
printf 'no sound\n' >text.wav
found=$("$B/samples/stage_from_decoder" text.wav text.cue 2>&1)
equal "stage_from_decoder refuses a file that is not audio" 1 $?
case $found in
    *text.wav*) ok "stage_from_decoder names the refused file" ;;
    *) not_ok "stage_from_decoder names the refused file" "$found" ;;
esac
equal "stage_from_decoder leaves no image of a refused file" "text.wav" "$(echo text.*)"

equal "fill_disc: tracks, the last of which is cut at the end of the disc" 'track of 4500 sectors
track of 4500 sectors
track of 700 sectors, then the disc was full
3 tracks, 10000 of 10000 sectors' "$("$B/samples/fill_disc" full.cue 10000 2>&1)"
equal "fill_disc: the image has the length of the disc" $((10000 * 2352)) "$(size_of full.bin)"
equal "fill_disc: no track is started if no block fits after the gap" 'track of 4500 sectors
1 track, 4500 of 4650 sectors' "$("$B/samples/fill_disc" small.cue 4650 2>&1)"

"$B/samples/list_disc" tones.cue >listed
equal "list_disc opens an image" 0 $?
equal "list_disc: the layout" 'track  1  AUDIO       starts at 00:00:00  lasts 00:05:00  Concert pitch
track  2  AUDIO       starts at 00:07:00  lasts 00:05:00  A fifth above' "$(head -n 2 listed)"
equal "list_disc: the bytes of a sector" "the bytes of the sector at lba 187 add up to $(tail -c +$((187 * 2352 + 1)) tones.bin |
    head -c 2352 | od -An -v -tu1 | awk '{ for (i = 1; i <= NF; i++) sum += $i } END { print sum }')" "$(tail -n 1 listed)"
case $("$B/samples/list_disc" missing.cue 2>&1) in
    *missing.cue*) ok "list_disc names the file that cannot be read" ;;
    *) not_ok "list_disc names the file that cannot be read" "$("$B/samples/list_disc" missing.cue 2>&1)" ;;
esac
check "check_image has no finding for an image of tones" "$B/samples/check_image" tones.cue
sed 's/INDEX 01 00:07:00/INDEX 01 00:11:00/; s/INDEX 00 00:05:00/INDEX 00 00:09:00/' tones.cue >short.cue
found=$("$B/samples/check_image" short.cue)
equal "check_image exits with 3 for an image that a plant refuses" 3 $?
case $found in
    *"[track.too-short]"*) ok "check_image names the rule" ;;
    *) not_ok "check_image names the rule" "$found" ;;
esac
found=$("$B/samples/measure_image" tones.cue)
equal "measure_image measures an image" 0 $?
case $found in
    'track  1  '*' LUFS '*'
track  2  '*'
disc '*'
['*']') ok "measure_image prints levels of tracks and disc, and a picture" ;;
    *) not_ok "measure_image prints levels of tracks and disc, and a picture" "$found" ;;
esac
found=$("$B/samples/convert_image" tones.cue redump parts.cue)
equal "convert_image writes one file per track and the sheet" "parts (Track 1).bin: $((375 * 2352)) bytes
parts (Track 2).bin: $((525 * 2352)) bytes
parts.cue: CUE sheet, one BIN per track, 900 sectors" "$found"
cat "parts (Track 1).bin" "parts (Track 2).bin" >joined.bin
same_bytes "convert_image: the same bytes" tones.bin joined.bin
case $("$B/samples/convert_image" tones.cue redump parts.cue 2>&1) in
    *"already exists"*) ok "convert_image replaces nothing" ;;
    *) not_ok "convert_image replaces nothing" "it did" ;;
esac

# The published interface: the same album staged in three ways, and an application as written for it, with an image and with a drive.
"$B/gen/tone" --kind noise --frames 200000 one.wav
"$B/gen/tone" --kind noise --seed 5 --frames 180001 two.wav
check "stage_wavs runs" "$B/samples/stage_wavs" native.cue one.wav two.wav
check "imapi_wavs runs" "$B/samples/imapi_wavs" macros.cue one.wav two.wav
equal "imapi_client runs" 'audio format: yes
recorder 0: redbook, image file, gap 150, selected
preparing
track 0 of 2
track 1 of 2
track 2 of 2
closing
complete: 00000000' "$(REDBOOK_IMAPI_IMAGE=client.cue "$B/samples/imapi_client" one.wav two.wav 2>&1 | grep -v '^recorder [1-9]')"
same_bytes "C macros give the bytes of the engine's own calls" native.bin macros.bin
same_bytes "C++ classes give the same bytes" native.bin client.bin
equal "C++ classes give the same sheet" "$(sed s/native/x/ native.cue)" "$(sed s/client/x/ client.cue)"
found=$(REDBOOK_IMAPI_IMAGE=client.cue "$B/samples/imapi_client" one.wav 2>&1)
equal "imapi_client replaces no image: FILEEXISTS" "imapi_client: failed with 80040224" "$found"
if [ -x "$B/redbook-burn" ]; then
    "$B/redbook-burn" write native.cue --device virtual:by-tool --yes --quiet
    "$B/redbook-burn" virtual by-client >/dev/null
    found=$(REDBOOK_IMAPI_DEVICE=virtual:by-client "$B/samples/imapi_client" -s one.wav two.wav 2>&1)
    equal "imapi_client records to a virtual drive after a simulation" 'complete: 00000000
complete: 00000000' "$(grep complete <<<"$found")"
    for file in by-tool/disc.*; do
        same_bytes "the disc is the one that redbook-burn burns: ${file#*/}" "$file" "by-client/${file#*/}"
    done
fi
# Clients that use only <redbook/imapi.h> and the standard library have to compile as C and as C++ without warnings.
cat >client.c <<'END'
#include <redbook/imapi.h>
#include <stdio.h>
static HRESULT STDMETHODCALLTYPE query(IDiscMasterProgressEvents *This, REFIID riid, void __RPC_FAR *__RPC_FAR *ppv)
{
    *ppv = IsEqualGUID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IDiscMasterProgressEvents) ? This : NULL;
    return *ppv ? S_OK : E_NOINTERFACE;
}
static ULONG STDMETHODCALLTYPE count(IDiscMasterProgressEvents *This) { (void)This; return 1; }
static HRESULT STDMETHODCALLTYPE cancel(IDiscMasterProgressEvents *This, boolean *pbCancel) { (void)This; *pbCancel = FALSE; return S_OK; }
static HRESULT STDMETHODCALLTYPE none(IDiscMasterProgressEvents *This) { (void)This; return E_NOTIMPL; }
static HRESULT STDMETHODCALLTYPE steps(IDiscMasterProgressEvents *This, long n, long of) { (void)This; printf("%ld of %ld\n", n, of); return S_OK; }
static HRESULT STDMETHODCALLTYPE seconds(IDiscMasterProgressEvents *This, long n) { (void)This; (void)n; return E_NOTIMPL; }
static HRESULT STDMETHODCALLTYPE status(IDiscMasterProgressEvents *This, HRESULT hr) { (void)This; printf("%08x\n", hr); return S_OK; }
static IDiscMasterProgressEventsVtbl table = {query, count, count, cancel, none, steps, steps, steps, seconds, seconds, status, status};
int main(void)
{
    IDiscMasterProgressEvents events = {&table};
    IDiscMaster *master = NULL;
    IRedbookDiscMaster *redbook = NULL;
    UINT_PTR cookie = 0;
    byte block[2352] = {0};
    rbk_imapi_options options;
    rbk_imapi_options_init(&options);
    HRESULT hr = rbk_imapi_create_disc_master(&options, &master);
    switch (hr) { case S_OK: break; case IMAPI_E_NOTOPENED: case E_INVALIDARG: default: return 1; }
    hr = master->lpVtbl->Open(master);
    if (SUCCEEDED(hr)) hr = IDiscMaster_SetActiveDiscMasterFormat(master, &IID_IRedbookDiscMaster, (void **)&redbook);
    if (SUCCEEDED(hr)) hr = IDiscMaster_ProgressAdvise(master, &events, &cookie);
    if (SUCCEEDED(hr)) hr = IRedbookDiscMaster_AddAudioTrackBlocks(redbook, block, sizeof block);
    return hr == IMAPI_E_TRACKNOTOPEN ? 0 : (int)IDiscMaster_Release(master);
}
END
cat >client.cpp <<'END'
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
using namespace std;
#include <redbook/imapi.h>
#ifndef CINTERFACE
interface IMine : public IUnknown { STDMETHOD(Mine)(THIS) PURE; STDMETHOD_(ULONG, Other)(THIS_ long n) PURE; };
class CEvents : public IDiscMasterProgressEvents {
    ULONG m_cRef;
public:
    CEvents() : m_cRef(1) {}
    virtual ~CEvents() {}
    HRESULT __stdcall QueryInterface(REFIID riid, void __RPC_FAR *__RPC_FAR *ppv)
    {
        bool mine = riid == IID_IUnknown || riid == IID_IDiscMasterProgressEvents;
        *ppv = mine ? this : NULL;
        return mine ? S_OK : E_NOINTERFACE;
    }
    ULONG __stdcall AddRef() { return ++m_cRef; }
    ULONG __stdcall Release() { ULONG n = --m_cRef; if (n == 0) delete this; return n; }
    STDMETHODIMP QueryCancel(boolean *pbCancel) { *pbCancel = FALSE; return S_OK; }
    STDMETHODIMP NotifyPnPActivity() { return E_NOTIMPL; }
    STDMETHODIMP NotifyAddProgress(long, long) { return E_NOTIMPL; }
    STDMETHODIMP NotifyBlockProgress(long, long) { return E_NOTIMPL; }
    STDMETHODIMP NotifyTrackProgress(long, long) { return E_NOTIMPL; }
    STDMETHODIMP NotifyPreparingBurn(long) { return E_NOTIMPL; }
    STDMETHODIMP NotifyClosingDisc(long) { return E_NOTIMPL; }
    STDMETHODIMP NotifyBurnComplete(HRESULT hr) { printf("%08x\n", hr); return S_OK; }
    STDMETHODIMP NotifyEraseComplete(HRESULT) { return E_NOTIMPL; }
};
#endif
struct Less { bool operator()(const GUID &a, const GUID &b) const { return memcmp(&a, &b, sizeof a) < 0; } };
int main()
{
    map<GUID, string, Less> names;
    IDiscMaster *master = NULL;
    void *object = NULL;
    rbk_imapi_options options;
    names[IID_IRedbookDiscMaster] = "audio";
    rbk_imapi_options_init(&options);
    HRESULT hr = rbk_imapi_create_disc_master(&options, &master);
    switch (hr) { case S_OK: break; case IMAPI_E_NOTOPENED: case E_INVALIDARG: default: return 1; }
#ifdef CINTERFACE
    hr = IDiscMaster_SetActiveDiscMasterFormat(master, IID_IRedbookDiscMaster, &object);
    return FAILED(hr) || master->lpVtbl->Release(master) != 0;
#else
    CEvents *events = new CEvents, onStack;
    UINT_PTR cookie = 0;
    hr = master->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster, &object);
    if (hr == S_OK) hr = master->ProgressAdvise(events, &cookie);
    if (hr == S_OK) hr = master->ProgressAdvise(&onStack, &cookie);
    return hr != IMAPI_E_ALREADYOPEN || events->Release() != 0;
#endif
}
END
# COMPILER... STANDARD SOURCE
clean() {
    local words=("$@") source=${*: -1}
    check "a client of <redbook/imapi.h> compiles without a warning: $(basename "$1") ${*:2}" "${words[@]:0:$#-1}" -Wall -Wextra -Wpedantic \
        -Werror -I"${album%/samples/*}/include" -fsyntax-only "$source"
}
# shellcheck disable=SC2086 # a compiler may be several words
for compiler in "${CC:-cc}" clang; do
    command -v ${compiler%% *} >/dev/null || { skip "a client of <redbook/imapi.h> compiles without a warning: $compiler" "it is not installed"; continue; }
    clean $compiler -std=c11 client.c
done
# shellcheck disable=SC2086
for compiler in "${CXX:-c++}" clang++; do
    command -v ${compiler%% *} >/dev/null || { skip "a client of <redbook/imapi.h> compiles without a warning: $compiler" "it is not installed"; continue; }
    clean $compiler -std=c++11 client.cpp
    clean $compiler -std=c++11 -DCINTERFACE client.cpp
    clean $compiler -std=c++20 client.cpp
done
rm -f client.c client.cpp
if command -v python3 >/dev/null && [ -z "${SANITIZE:-}" ]; then
    check "stage_tone.py runs" python3 "${album%/*}/stage_tone.py" tone.cue "$B/libredbook.so.$version"
    head -c $((375 * 2352)) tones.bin >first.tone
    same_bytes "stage_tone.py gives the bytes of two_tones" first.tone tone.bin
fi

# The programs of the library guide, extracted from it.
tree=${album%/samples/*}
mkdir guide && cd_to guide
awk '/^```c$/ { in_code = 1; next } /^```$/ { in_code = 0 }
    in_code { if (match($0, /^\/\* [a-z]+\.c /)) file = substr($0, 4, RLENGTH - 4); print > file }' "$tree/tools/manual/library.md"
guide_programs="author check convert"
[ ! -x "$B/redbook-burn" ] || guide_programs="author burn check convert"
for program in $guide_programs; do
    packages=$(sed -n 's/^LIB_PACKAGES := //p' "$tree/Makefile")
    [ $program != burn ] || packages+=" libcdio"
    # shellcheck disable=SC2046,SC2086 # lists of words
    check "library guide: $program.c compiles without a warning" ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror ${SANITIZE:+-fsanitize=$SANITIZE} \
        -I"$tree/include" $program.c $([ $program = burn ] && echo "$B/libredbook-burn.a") "$B/libredbook.a" -o $program \
        $("${PKG_CONFIG:-pkg-config}" --libs $packages) -ldl -lm -pthread
done
"$B/gen/tone" --kind noise --seconds 6 a.flac
"$B/gen/tone" --kind noise --rate 48000 --seconds 6 b.wav
check "library guide: author makes an image" ./author album.cue a.flac b.wav
equal "library guide: author writes the title" 'TITLE "An Album"' "$(grep -m 1 TITLE album.cue)"
equal "library guide: convert reads it and writes another" "2 tracks, 1050 sectors" "$(./convert album.cue album.chd)"
equal "library guide: check compares the two" "0 errors, same disc" "$(./check album.cue album.chd)"
sed 's/TITLE "An/TITLE "Another/' album.cue >other.cue
equal "library guide: check compares two different ones" "0 errors, other disc" "$(./check album.cue other.cue)"
equal "library guide: convert fails for a file that cannot be read" "1" "$(./convert none.cue out.chd 2>/dev/null; echo $?)"
[ ! -x ./burn ] || equal "library guide: burn writes a disc and reads it back" "the same: 617400 samples and 0 data sectors compared" "$(./burn album.cue virtual:drive)"
for session in 1 2; do
    "$B/gen/tone" --kind noise --seed $session --sectors 400 $session.wav
    printf 'REM SESSION 0%d\nFILE "%d.wav" WAVE\n  TRACK 0%d AUDIO\n    INDEX 01 00:00:00\n' $session $session $session
done >sessions.cue
[ ! -x ./burn ] || equal "library guide: burn writes two sessions" "the same: 470400 samples and 0 data sectors compared" "$(./burn sessions.cue virtual:two)"
cd_to ..

check "the sample album's demo runs" "$album/demo.sh" "$B" "$scratch/demo"
demo=$("$album/demo.sh" "$B" "$scratch/demo" 2>&1)
equal "the sample album's demo runs again" 0 $?
for name in album.cue album.bin; do
    check "the demo makes $name" test -s "demo/$name"
done
case $demo in
    *Prelude*Minuet*Greensleeves*Greensleeves*) ok "the demo prints the track table" ;;
    *) not_ok "the demo prints the track table" "$demo" ;;
esac
# A catalogue: four albums in folders, one of which has a name that has to be quoted in shell.
for folder in one two 'three (+ four)' five; do
    mkdir -p "catalogue/$folder"
    "$B/gen/tone" --sectors 400 --seed ${#folder} "catalogue/$folder/a.wav"
    printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >"catalogue/$folder/album.cue"
done
catalogue_samples=$(dirname "$album")/catalogue
cd_to catalogue
export REDBOOK=$B/redbook
images="images/five-album images/one-album images/three__+_four_-album images/two-album"
if command -v ninja >/dev/null; then
    "$catalogue_samples/build-ninja.sh" ./*/album.cue >build.ninja
    check "catalogue: ninja authors every sheet" ninja
    equal "catalogue: each sheet has its image" "$images" "$(echo images/*.bin | sed 's/\.bin//g')"
    equal "catalogue: a second run has nothing to do" "ninja: no work to do." "$(ninja)"
    "$B/gen/tone" --sectors 500 two/a.wav
    equal "catalogue: one image is made after a change of one file" "[1/1] AUTHOR images/two-album.cue" "$(ninja)"
    equal "catalogue: it is made from the changed file" $((500 * 2352)) "$(size_of images/two-album.bin)"
    sha256sum images/*.bin >by-ninja
    rm -rf images
else
    skip "catalogue: ninja authors every sheet" "ninja is not installed"
fi
if command -v parallel >/dev/null; then
    check "catalogue: parallel authors every sheet" "$catalogue_samples/parallel.sh" ./*/album.cue
    equal "catalogue: parallel logs each sheet" 4 "$(sed 1d images/log | awk '$7 == 0' | grep -c album.cue)"
    if [ -e by-ninja ]; then
        equal "catalogue: the images are the same" "$(cut -d' ' -f1 by-ninja | sort)" \
            "$(sha256sum images/*.bin | cut -d' ' -f1 | sort)"
    fi
else
    skip "catalogue: parallel authors every sheet" "parallel is not installed"
fi
rm -rf images
"$catalogue_samples/slurm.sh" ./*/album.cue 2>/dev/null
for task in 1 2 3 4; do SLURM_ARRAY_TASK_ID=$task bash catalogue.sbatch; done
equal "catalogue: the tasks of Slurm's array author every sheet" 4 "$(find images -name '*.bin' | grep -c .)"
tap_done
