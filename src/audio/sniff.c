/*
 * Detects what a file is by its first bytes - for a few formats by its last - and never by its name. Each row of the
 * table is one signature. MPEG audio has no signature but a chain of frames, which mpeg.c looks for. Unknown content is
 * not guessed at.
 */
#include "audio/sniff.h"

#include "audio/mpeg.h"
#include "audio/tag_blocks.h"
#include "base/ascii.h"
#include "base/fail.h"
#include "base/utf8.h"

#include <string.h>

#define LOOK_BYTES 512

typedef struct beginning {
    const char *bytes;
    size_t size;
    const char *second; /* further bytes at second_at; NULL: none */
    size_t second_at;
    rbk_kind kind;
    const char *name; /* of the container, or of what the file looks like */
} beginning;

/* Strings with a zero inside have an explicit size, without the compiler's terminator. */
#define BYTES(text) text, sizeof(text) - 1
#define ALONE       NULL, 0

static const beginning beginnings[] = {
    {BYTES("RIFF"), "WAVE", 8, RBK_KIND_WAV, "WAV"},
    {BYTES("RIFX"), "WAVE", 8, RBK_KIND_WAV, "WAV"},
    {BYTES("RF64"), "WAVE", 8, RBK_KIND_RF64, "RF64"},
    {BYTES("BW64"), "WAVE", 8, RBK_KIND_BW64, "BW64"},
    {BYTES("riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00"), ALONE, RBK_KIND_W64, "W64"},
    {BYTES("FORM"), "AIFF", 8, RBK_KIND_AIFF, "AIFF"},
    {BYTES("FORM"), "AIFC", 8, RBK_KIND_AIFF, "AIFF"},
    {BYTES("caff\0\1"), ALONE, RBK_KIND_CAF, "CAF"},
    {BYTES(".snd"), ALONE, RBK_KIND_AU, "AU"},
    {BYTES("dns."), ALONE, RBK_KIND_AU, "AU"},
    {BYTES("fLaC"), ALONE, RBK_KIND_FLAC, "FLAC"},
    {BYTES("OggS\0"), ALONE, RBK_KIND_OGG, "Ogg"},
    {BYTES("FORM"), "8SVX", 8, RBK_KIND_OTHER_AUDIO, "8SVX"},
    {BYTES("FORM"), "16SV", 8, RBK_KIND_OTHER_AUDIO, "16SV"},
    {BYTES("Creative Voice File\x1A"), ALONE, RBK_KIND_OTHER_AUDIO, "VOC"},
    {BYTES(" paf"), ALONE, RBK_KIND_OTHER_AUDIO, "PAF"},
    {BYTES("fap "), ALONE, RBK_KIND_OTHER_AUDIO, "PAF"},
    {BYTES("NIST_1A\n"), ALONE, RBK_KIND_OTHER_AUDIO, "NIST"},
    {BYTES("\x64\xA3\x01\x00"), ALONE, RBK_KIND_OTHER_AUDIO, "IRCAM"},
    {BYTES("\x64\xA3\x02\x00"), ALONE, RBK_KIND_OTHER_AUDIO, "IRCAM"},
    {BYTES("\x64\xA3\x03\x00"), ALONE, RBK_KIND_OTHER_AUDIO, "IRCAM"},
    {BYTES("\x00\x01\xA3\x64"), ALONE, RBK_KIND_OTHER_AUDIO, "IRCAM"},
    {BYTES("\x00\x02\xA3\x64"), ALONE, RBK_KIND_OTHER_AUDIO, "IRCAM"},
    {BYTES("\x00\x03\xA3\x64"), ALONE, RBK_KIND_OTHER_AUDIO, "IRCAM"},
    {BYTES("PVF1\n"), ALONE, RBK_KIND_OTHER_AUDIO, "PVF"},
    {BYTES("2BIT"), ALONE, RBK_KIND_OTHER_AUDIO, "AVR"},
    {BYTES("ALawSoundFile**"), ALONE, RBK_KIND_OTHER_AUDIO, "WVE"},
    {BYTES("MATLAB 5.0 MAT-file"), ALONE, RBK_KIND_OTHER_AUDIO, "MAT5"},
    {BYTES("Extended Instrument: "), ALONE, RBK_KIND_OTHER_AUDIO, "XI"},
    {BYTES("\xF0\x7E"), "\x01", 3, RBK_KIND_OTHER_AUDIO, "SDS"},
    {BYTES("wvpk"), ALONE, RBK_KIND_FOREIGN, "a WavPack file"},
    {BYTES("MAC "), ALONE, RBK_KIND_FOREIGN, "a Monkey's Audio file"},
    {BYTES("TTA1"), ALONE, RBK_KIND_FOREIGN, "a True Audio file"},
    {BYTES("TTA2"), ALONE, RBK_KIND_FOREIGN, "a True Audio file"},
    {BYTES("MPCK"), ALONE, RBK_KIND_FOREIGN, "a Musepack file"},
    {BYTES("MP+"), ALONE, RBK_KIND_FOREIGN, "a Musepack file"},
    {BYTES("OFR "), ALONE, RBK_KIND_FOREIGN, "an OptimFROG file"},
    {BYTES("LA04"), ALONE, RBK_KIND_FOREIGN, "a Lossless Audio file"},
    {BYTES("ajkg"), ALONE, RBK_KIND_FOREIGN, "a Shorten file"},
    {BYTES("tBaK"), ALONE, RBK_KIND_FOREIGN, "a TAK file"},
    {BYTES("DSD "), ALONE, RBK_KIND_FOREIGN, "a DSD file"},
    {BYTES("FRM8"), ALONE, RBK_KIND_FOREIGN, "a DSD file"},
    {BYTES("\x30\x26\xB2\x75\x8E\x66\xCF\x11"), ALONE, RBK_KIND_FOREIGN, "a Windows Media file"},
    {BYTES("\x1A\x45\xDF\xA3"), ALONE, RBK_KIND_FOREIGN, "a Matroska file"},
    {BYTES(".RMF"), ALONE, RBK_KIND_FOREIGN, "a RealMedia file"},
    {BYTES("#!AMR"), ALONE, RBK_KIND_FOREIGN, "an AMR file"},
    {BYTES("MThd"), ALONE, RBK_KIND_FOREIGN, "a MIDI file"},
    {BYTES("ADIF"), ALONE, RBK_KIND_FOREIGN, "an AAC stream"},
    {BYTES("FLV\x01"), ALONE, RBK_KIND_FOREIGN, "a Flash video"},
    {BYTES("RIFF"), "AVI ", 8, RBK_KIND_FOREIGN, "an AVI video"},
    {BYTES("RIFF"), "CDDA", 8, RBK_KIND_FOREIGN, "a pointer to a CD track (.cda)"},
    {BYTES("PK\x03\x04"), ALONE, RBK_KIND_FOREIGN, "a ZIP archive"},
    {BYTES("PK\x05\x06"), ALONE, RBK_KIND_FOREIGN, "a ZIP archive"},
    {BYTES("\x1F\x8B\x08"), ALONE, RBK_KIND_FOREIGN, "a gzip archive"},
    {BYTES("BZh"), "1AY&SY", 4, RBK_KIND_FOREIGN, "a bzip2 archive"},
    {BYTES("\xFD"
           "7zXZ\0"),
     ALONE, RBK_KIND_FOREIGN, "an xz archive"},
    {BYTES("7z\xBC\xAF\x27\x1C"), ALONE, RBK_KIND_FOREIGN, "a 7-Zip archive"},
    {BYTES("Rar!\x1A\x07"), ALONE, RBK_KIND_FOREIGN, "a RAR archive"},
    {BYTES("%PDF-"), ALONE, RBK_KIND_FOREIGN, "a PDF document"},
    {BYTES("\x89PNG\r\n\x1A\n"), ALONE, RBK_KIND_FOREIGN, "a PNG picture"},
    {BYTES("\xFF\xD8\xFF\xE0"), "JFIF", 6, RBK_KIND_FOREIGN, "a JPEG picture"},
    {BYTES("\xFF\xD8\xFF\xE1"), "Exif", 6, RBK_KIND_FOREIGN, "a JPEG picture"},
    {BYTES("GIF8"), ALONE, RBK_KIND_FOREIGN, "a GIF picture"},
    {BYTES("MComprHD"), ALONE, RBK_KIND_FOREIGN, "a CHD disc image"},
    {BYTES("MEDIA DESCRIPTOR"), ALONE, RBK_KIND_FOREIGN, "an MDS descriptor of an MDF disc image"},
    {BYTES("BWT5 STREAM SIGN"), ALONE, RBK_KIND_FOREIGN, "a B5T descriptor of a BlindWrite disc image"},
    {BYTES("ECM\0"), ALONE, RBK_KIND_FOREIGN, "an ECM disc image"},
    {BYTES("CISO"), ALONE, RBK_KIND_FOREIGN, "a CSO disc image"},
    {BYTES("ZISO"), ALONE, RBK_KIND_FOREIGN, "a ZSO disc image"},
    {BYTES("DAX\0"), ALONE, RBK_KIND_FOREIGN, "a DAX disc image"},
    {BYTES("\0PBP"), ALONE, RBK_KIND_FOREIGN, "a PBP disc image"},
    {BYTES("\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00"), ALONE, RBK_KIND_FOREIGN, "a CD-ROM data sector"},
    {BYTES("\x7F"
           "ELF"),
     ALONE, RBK_KIND_FOREIGN, "a program"},
};

/* The formats that file name extensions stand for; the container's name as detected, or another name. */
static const struct promise {
    const char *ending;
    const char *names; /* any of these, separated by spaces, is correct */
    const char *says;
} promises[] = {
    {"wav", "WAV RF64 BW64", "WAV"},
    {"wave", "WAV RF64 BW64", "WAV"},
    {"bwf", "WAV RF64 BW64", "WAV"},
    {"rf64", "RF64 BW64 WAV", "RF64"},
    {"w64", "W64", "W64"},
    {"aif", "AIFF", "AIFF"},
    {"aiff", "AIFF", "AIFF"},
    {"aifc", "AIFF", "AIFF"},
    {"caf", "CAF", "CAF"},
    {"flac", "FLAC", "FLAC"},
    {"fla", "FLAC", "FLAC"},
    {"ogg", "Ogg", "Ogg"},
    {"oga", "Ogg", "Ogg"},
    {"opus", "Ogg", "Opus"},
    {"mp3", "MPEG", "MP3"},
    {"mp2", "MPEG", "MP2"},
    {"mpga", "MPEG", "MPEG audio"},
    {"au", "AU", "AU"},
    {"voc", "VOC", "VOC"},
    {"m4a", "", "MP4"},
    {"mp4", "", "MP4"},
    {"aac", "", "AAC"},
    {"wma", "", "Windows Media"},
    {"wv", "", "WavPack"},
    {"ape", "", "Monkey's Audio"},
    {"tta", "", "True Audio"},
    {"mpc", "", "Musepack"},
    {"dsf", "", "DSD"},
    {"dff", "", "DSD"},
};

bool rbk_kind_is_audio(rbk_kind kind)
{
    return kind >= RBK_KIND_HEADERLESS;
}

static bool matches(const beginning *row, const uint8_t *bytes, size_t size)
{
    if (size < row->size || memcmp(bytes, row->bytes, row->size) != 0)
        return false;
    size_t length = row->second ? strlen(row->second) : 0;
    return !row->second ||
           (size >= row->second_at + length && memcmp(bytes + row->second_at, row->second, length) == 0);
}

static const beginning *find_beginning(const uint8_t *bytes, size_t size)
{
    static const beginning mp4 = {BYTES("ftyp"), ALONE, RBK_KIND_FOREIGN, "an MP4 container"};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (matches(&beginnings[i], bytes, size))
            return &beginnings[i];
    return size > 4 && matches(&mp4, bytes + 4, size - 4) ? &mp4 : NULL;
}

static bool contains(const uint8_t *bytes, size_t size, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= size; i++)
        if (memcmp(bytes + i, word, length) == 0)
            return true;
    return false;
}

/* This many numbers, separated by spaces; returns the end, or NULL. */
static const uint8_t *past_numbers(const uint8_t *at, const uint8_t *end, int count)
{
    for (; count > 0; count--) {
        while (at < end && *at == ' ')
            at++;
        const uint8_t *begin = at;
        while (at < end && *at >= '0' && *at <= '9')
            at++;
        if (at == begin)
            return NULL;
    }
    return at;
}

/* A GDI: a line with the number of tracks, then number, address, kind and sector size of the first one and its file. */
static bool is_gdi(const uint8_t *bytes, size_t size)
{
    const uint8_t *end = bytes + size, *at = past_numbers(bytes, end, 1);
    const uint8_t *second = at ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    while (at && at < second && (*at == ' ' || *at == '\r'))
        at++;
    at = second && at == second ? past_numbers(second + 1, end, 4) : NULL;
    return at && at < end && *at == ' ';
}

/* The raw reply of a drive to READ TOC, format 2: its length, first and last session, and 11 bytes an entry. */
#define TOC_HEAD_BYTES  4
#define TOC_ENTRY_BYTES 11
static bool is_full_toc(const uint8_t *bytes, size_t size, int64_t file_size)
{
    return size >= TOC_HEAD_BYTES + TOC_ENTRY_BYTES && ((int64_t)bytes[0] << 8 | bytes[1]) + 2 == file_size &&
           (file_size - TOC_HEAD_BYTES) % TOC_ENTRY_BYTES == 0 && bytes[2] >= 1 && bytes[3] >= bytes[2] &&
           bytes[3] <= 99 && bytes[4] == bytes[2] && bytes[5] >> 4 == 1;
}

/* Text: UTF-8 or ASCII without control characters other than line ends and tabs. NULL: not text. */
static const char *text_resembles(const uint8_t *bytes, size_t size, bool whole)
{
    size_t good =
        whole ? size : rbk_utf8_prefix((const char *)bytes, size, size - 4); /* a truncated character is fine */
    if (!rbk_utf8_valid((const char *)bytes, good))
        return NULL;
    for (size_t i = 0; i < good; i++)
        if (bytes[i] == 0x7F || (bytes[i] < 0x20 && !(bytes[i] >= 0x09 && bytes[i] <= 0x0D)))
            return NULL;
    if (contains(bytes, size, "TRACK ") && (contains(bytes, size, "FILE ") || contains(bytes, size, "INDEX ")))
        return "a CUE sheet";
    if (contains(bytes, size, "Input Sheet Version"))
        return "a CD-TEXT input sheet, which 'redbook text' reads";
    if (is_gdi(bytes, size))
        return "a GDI descriptor of a GD-ROM image";
    if (contains(bytes, size, "#EXTM3U"))
        return "a playlist";
    return contains(bytes, size, "<html") || contains(bytes, size, "<!DOCTYPE") ? "an HTML page"
                                                                                : "text, but not a valid sheet";
}

/* AAC in ADTS frames looks like MPEG layer 0; two contiguous frames make it certain. */
static bool is_adts(rbk_input *input, int64_t offset)
{
    uint8_t head[7];
    for (int frames = 0; frames < 2; frames++) {
        if (rbk_input_read(input, offset, head, sizeof head) != (int64_t)sizeof head || head[0] != 0xFF ||
            (head[1] & 0xF6) != 0xF0)
            return false;
        int64_t length = (int64_t)(head[3] & 3) << 11 | (int64_t)head[4] << 3 | head[5] >> 5;
        if (length < 8)
            return false;
        offset += length;
    }
    return true;
}

static void sniff_without_beginning(rbk_input *input, const uint8_t *bytes, size_t size, rbk_sniff *sniff)
{
    int64_t first;
    const char *text = text_resembles(bytes, size, size < LOOK_BYTES);
    if (text) {
        sniff->kind = RBK_KIND_TEXT;
        sniff->resembles = text;
    } else if (rbk_mpeg_find(input, sniff->begin, &first)) {
        sniff->kind = RBK_KIND_MPEG;
        sniff->name = "MPEG";
        sniff->begin = first;
    } else if (is_full_toc(bytes, size, input->size)) {
        sniff->kind = RBK_KIND_FOREIGN;
        sniff->resembles = "the full table of contents of a disc as written by readcd";
    } else if (is_adts(input, sniff->begin)) {
        sniff->kind = RBK_KIND_FOREIGN;
        sniff->resembles = "an AAC stream";
    } else if (sniff->begin > 0) {
        sniff->kind = RBK_KIND_FOREIGN;
        sniff->resembles = "a tag without recognised audio after it";
    }
}

rbk_status rbk_sniff_input(rbk_input *input, rbk_sniff *sniff, rbk_error *error)
{
    uint8_t bytes[LOOK_BYTES];
    memset(sniff, 0, sizeof *sniff);
    sniff->begin = rbk_tag_blocks_end(input, 0, &sniff->id3_at);
    int64_t got = rbk_input_read(input, sniff->begin, bytes, sizeof bytes);
    if (got < 0)
        return rbk_input_fail(input, error);
    if (got == 0) {
        sniff->kind = input->size == 0 ? RBK_KIND_EMPTY : RBK_KIND_FOREIGN;
        sniff->resembles = "a tag without audio after it";
        return RBK_OK;
    }
    const beginning *row = find_beginning(bytes, (size_t)got);
    const char *image = !row || !rbk_kind_is_audio(row->kind) ? rbk_sniff_end(input) : NULL;
    if (image) {
        sniff->kind = RBK_KIND_FOREIGN;
        sniff->resembles = image;
        sniff->at_its_end = true;
        return RBK_OK;
    }
    if (!row) {
        sniff_without_beginning(input, bytes, (size_t)got, sniff);
        return input->system_error ? rbk_input_fail(input, error) : RBK_OK;
    }
    sniff->kind = row->kind;
    if (rbk_kind_is_audio(row->kind))
        sniff->name = row->name;
    else
        sniff->resembles = row->name;
    return RBK_OK;
}

/*
 * Some programs stored audio or sectors from the first byte on and identified the file at its end: Nero in a chunk
 * "NER5" or "NERO" with the offset of its list, DiscJuggler by a version and the offset of its list.
 */
const char *rbk_sniff_end(rbk_input *input)
{
    uint8_t end[12];
    int64_t at = input->size - (int64_t)sizeof end;
    if (at <= 0 || rbk_input_read(input, at, end, sizeof end) != (int64_t)sizeof end)
        return NULL;
    if ((memcmp(end, "NER5", 4) == 0 && rbk_be64(end + 4) < (uint64_t)at) ||
        (memcmp(end + 4, "NERO", 4) == 0 && rbk_be32(end + 8) < (uint64_t)at))
        return "a Nero disc image (NRG)";
    uint32_t version = rbk_le32(end + 4), list = rbk_le32(end + 8);
    if (version >= 0x80000004u && version <= 0x80000006u && list > 0 && list < (uint64_t)input->size)
        return "a DiscJuggler disc image (CDI)";
    return NULL;
}

const char *rbk_sniff_list_of_name(const char *path)
{
    static const struct {
        const char *ending, *image;
    } rows[] = {{"nrg", "a Nero disc image (NRG)"}, {"cdi", "a DiscJuggler disc image (CDI)"}};
    const char *dot = path ? strrchr(path, '.') : NULL;
    for (size_t i = 0; dot && i < sizeof rows / sizeof rows[0]; i++)
        if (rbk_ascii_same(dot + 1, rows[i].ending))
            return rows[i].image;
    return NULL;
}

static bool same_ending(const char *ending, const char *lower)
{
    for (; *lower; ending++, lower++) {
        int c = *ending >= 'A' && *ending <= 'Z' ? *ending - 'A' + 'a' : *ending;
        if (c != *lower)
            return false;
    }
    return *ending == '\0';
}

/* The row for the extension of path, or NULL. */
static const struct promise *promise_of(const char *path)
{
    const char *ending = strrchr(path, '.');
    if (!ending || strchr(ending, '/'))
        return NULL;
    for (size_t i = 0; i < sizeof promises / sizeof promises[0]; i++)
        if (same_ending(ending + 1, promises[i].ending))
            return &promises[i];
    return NULL;
}

const char *rbk_sniff_broken_promise(const char *path, const rbk_sniff *sniff)
{
    const struct promise *promise = sniff->name ? promise_of(path) : NULL;
    bool broken = promise && !contains((const uint8_t *)promise->names, strlen(promise->names), sniff->name);
    return broken ? promise->says : NULL;
}

bool rbk_sniff_keeps_promise(const char *path, const rbk_sniff *sniff)
{
    const struct promise *promise = promise_of(path);
    if (promise && sniff->name)
        return contains((const uint8_t *)promise->names, strlen(promise->names), sniff->name);
    return promise && sniff->resembles && strstr(sniff->resembles, promise->says);
}

bool rbk_sniff_beginning(size_t number, uint8_t *bytes, size_t size)
{
    if (number >= sizeof beginnings / sizeof beginnings[0])
        return false;
    const beginning *row = &beginnings[number];
    size_t second = row->second ? strlen(row->second) : 0;
    memcpy(bytes, row->bytes, row->size < size ? row->size : size);
    if (second && row->second_at < size)
        memcpy(bytes + row->second_at, row->second, row->second_at + second < size ? second : size - row->second_at);
    return true;
}
