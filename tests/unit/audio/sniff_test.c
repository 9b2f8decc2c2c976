/* The format of a file, from its first bytes. */
#include "audio/sniff.h"

#include "unit/audio/audio_files.h"

static void sniff(const char *name, rbk_sniff *out)
{
    rbk_input input;
    assert_int_equal(rbk_input_open(&input, scratch_path(name), NULL), RBK_OK);
    assert_int_equal(rbk_sniff_input(&input, out, NULL), RBK_OK);
    rbk_input_close(&input);
}

static void sniff_bytes(const void *bytes, size_t size, rbk_sniff *out)
{
    scratch_write("bytes", bytes, size);
    sniff("bytes", out);
}

#define RESEMBLES(text, what)                                                                                          \
    do {                                                                                                               \
        sniff_bytes(text, sizeof(text) - 1, &found);                                                                   \
        assert_int_equal(found.kind, RBK_KIND_FOREIGN);                                                                \
        assert_string_equal(found.resembles, what);                                                                    \
        assert_null(found.name);                                                                                       \
    } while (0)

static void what_cannot_be_read_is_named(void **state)
{
    rbk_sniff found;
    (void)state;
    RESEMBLES("wvpk\x10\0\0\0\x10\x04", "a WavPack file");
    RESEMBLES("MAC \x96\x0f\0\0", "a Monkey's Audio file");
    RESEMBLES("\0\0\0\x20"
              "ftypM4A \0\0\0\0",
              "an MP4 container");
    RESEMBLES("DSD \x1c\0\0\0\0\0\0\0", "a DSD file");
    RESEMBLES("MP+\x07\x01\x02", "a Musepack file");
    RESEMBLES("MPCKSH\x0e\0", "a Musepack file");
    RESEMBLES("TTA1\1\0\2\0", "a True Audio file");
    RESEMBLES("\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9", "a Windows Media file");
    RESEMBLES("PK\3\4\x14\0\0\0", "a ZIP archive");
    RESEMBLES("\x1F\x8B\x08\0\0", "a gzip archive");
    RESEMBLES("RIFF\x10\0\0\0AVI LIST", "an AVI video");
    RESEMBLES("\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00\x02\x00\x01", "a CD-ROM data sector");
    RESEMBLES("MComprHD\0\0\0\x7C", "a CHD disc image");
    RESEMBLES("MEDIA DESCRIPTOR\1\3", "an MDS descriptor of an MDF disc image");
    RESEMBLES("BWT5 STREAM SIGN\0", "a B5T descriptor of a BlindWrite disc image");
    RESEMBLES("ECM\0\x15\x16", "an ECM disc image");
    RESEMBLES("CISO\x18\0\0\0", "a CSO disc image");
    RESEMBLES("ZISO\x18\0\0\0", "a ZSO disc image");
    RESEMBLES("DAX\0\0\x08", "a DAX disc image");
    RESEMBLES("\0PBP\0\0\1\0", "a PBP disc image");
    RESEMBLES("ID3\x04\0\0\0\0\0\x04"
              "\0\0\0\0",
              "a tag without audio after it");
}

/* Silence or a data sector, and the bytes given after it. */
static const char *resembles_at_its_end(const void *end, size_t size, bool data)
{
    static const uint8_t sync[12] = {0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0};
    uint8_t bytes[4000] = {0};
    rbk_sniff found;
    if (data)
        memcpy(bytes, sync, sizeof sync);
    memcpy(bytes + 2352, end, size);
    sniff_bytes(bytes, 2352 + size, &found);
    if (!found.at_its_end)
        return "";
    assert_int_equal(found.kind, RBK_KIND_FOREIGN);
    return found.resembles;
}

static void images_that_say_at_their_end_what_they_are_are_named(void **state)
{
    (void)state;
    for (int data = 0; data < 2; data++) {
        assert_string_equal(resembles_at_its_end("NER5\0\0\0\0\0\0\x09\x20", 12, data), "a Nero disc image (NRG)");
        assert_string_equal(resembles_at_its_end("....NERO\0\0\x09\x20", 12, data), "a Nero disc image (NRG)");
        assert_string_equal(resembles_at_its_end("....\x05\0\0\x80\x30\x09\0\0", 12, data),
                            "a DiscJuggler disc image (CDI)");
        assert_string_equal(resembles_at_its_end("NER5\0\0\0\1\0\0\x09\x20", 12, data), ""); /* after the file */
        assert_string_equal(resembles_at_its_end("....\x07\0\0\x80\x30\x09\0\0", 12, data), "");
    }
}

static void a_full_table_of_contents_is_named(void **state)
{
    static const char toc[] = "\0\x18\1\1"
                              "\1\x10\0\xA0\0\0\0\0\1\0\0"
                              "\1\x10\0\1\0\0\0\0\0\2\0";
    rbk_sniff found;
    (void)state;
    RESEMBLES(toc, "the full table of contents of a disc as written by readcd");
    sniff_bytes(toc, sizeof toc - 2, &found); /* another length than stated */
    assert_int_equal(found.kind, RBK_KIND_UNKNOWN);
}

static void text_is_distinguished_from_audio(void **state)
{
    const char sheet[] = "PERFORMER \"x\"\nFILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    char long_text[600];
    rbk_sniff found;
    (void)state;
    sniff_bytes(sheet, sizeof sheet - 1, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    assert_string_equal(found.resembles, "a CUE sheet");
    sniff_bytes("hello\n", 6, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    assert_string_equal(found.resembles, "text, but not a valid sheet");
    sniff_bytes("Input Sheet Version = 0.7T\n", 27, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    assert_string_equal(found.resembles, "a CD-TEXT input sheet, which 'redbook text' reads");
    static const char gdi[] = "3\r\n1 0 4 2352 track01.bin 0\r\n2 756 0 2352 \"track 02.raw\" 0\r\n";
    sniff_bytes(gdi, sizeof gdi - 1, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    assert_string_equal(found.resembles, "a GDI descriptor of a GD-ROM image");
    sniff_bytes("3\n1 2 3 4\n", 10, &found);
    assert_string_equal(found.resembles, "text, but not a valid sheet");
    sniff_bytes("\n", 1, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    memset(long_text, 'x', sizeof long_text);
    memcpy(long_text + 511, "\xC3\xA9", 2); /* a character across the end of the bytes that are read */
    sniff_bytes(long_text, sizeof long_text, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    sniff_bytes("", 0, &found);
    assert_int_equal(found.kind, RBK_KIND_EMPTY);
    sniff_bytes("\0\0\0\0\0\0\0\0", 8, &found);
    assert_int_equal(found.kind, RBK_KIND_UNKNOWN);
}

static void headerless_samples_of_all_ones_are_no_mpeg(void **state)
{
    uint8_t bytes[70000];
    rbk_sniff found;
    (void)state;
    memset(bytes, 0xFF, sizeof bytes);
    sniff_bytes(bytes, sizeof bytes, &found);
    assert_int_equal(found.kind, RBK_KIND_UNKNOWN);
    for (size_t i = 1; i < sizeof bytes; i += 2)
        bytes[i] = 0xFB;
    sniff_bytes(bytes, sizeof bytes, &found);
    assert_int_equal(found.kind, RBK_KIND_UNKNOWN);
    for (size_t i = 2; i < sizeof bytes - 1; i += 4) { /* a perfect frame header at every fourth byte */
        bytes[i] = 0x90;
        bytes[i + 1] = 0x64;
    }
    sniff_bytes(bytes, sizeof bytes, &found);
    assert_int_equal(found.kind, RBK_KIND_UNKNOWN);
}

static void noise_is_nothing_known(void **state)
{
    uint64_t seed = 7;
    uint8_t bytes[4096];
    (void)state;
    for (int round = 0; round < 300; round++) {
        rbk_sniff found;
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)audio_files_random(&seed);
        bytes[0] = 0xFF;
        bytes[1] = 0xFB;
        sniff_bytes(bytes, sizeof bytes, &found);
        assert_int_equal(found.kind, RBK_KIND_UNKNOWN);
    }
}

static void every_container_is_known_by_its_content(void **state)
{
    const struct {
        int format;
        rbk_kind kind;
        const char *name;
    } rows[] = {
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, RBK_KIND_WAV, "WAV"},
        {SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, RBK_KIND_WAV, "WAV"},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG, RBK_KIND_WAV, "WAV"},
        {SF_FORMAT_RF64 | SF_FORMAT_PCM_16, RBK_KIND_RF64, "RF64"},
        {SF_FORMAT_W64 | SF_FORMAT_PCM_16, RBK_KIND_W64, "W64"},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_16, RBK_KIND_AIFF, "AIFF"},
        {SF_FORMAT_AIFF | SF_FORMAT_FLOAT, RBK_KIND_AIFF, "AIFF"},
        {SF_FORMAT_CAF | SF_FORMAT_PCM_16, RBK_KIND_CAF, "CAF"},
        {SF_FORMAT_AU | SF_FORMAT_PCM_16, RBK_KIND_AU, "AU"},
        {SF_FORMAT_AU | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, RBK_KIND_AU, "AU"},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, RBK_KIND_FLAC, "FLAC"},
        {SF_FORMAT_OGG | SF_FORMAT_VORBIS, RBK_KIND_OGG, "Ogg"},
        {SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, RBK_KIND_MPEG, "MPEG"},
        {SF_FORMAT_VOC | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "VOC"},
        {SF_FORMAT_SVX | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "16SV"},
        {SF_FORMAT_SVX | SF_FORMAT_PCM_S8, RBK_KIND_OTHER_AUDIO, "8SVX"},
        {SF_FORMAT_PAF | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "PAF"},
        {SF_FORMAT_PAF | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, RBK_KIND_OTHER_AUDIO, "PAF"},
        {SF_FORMAT_NIST | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "NIST"},
        {SF_FORMAT_IRCAM | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "IRCAM"},
        {SF_FORMAT_IRCAM | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG, RBK_KIND_OTHER_AUDIO, "IRCAM"},
        {SF_FORMAT_PVF | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "PVF"},
        {SF_FORMAT_AVR | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "AVR"},
        {SF_FORMAT_MAT5 | SF_FORMAT_PCM_16, RBK_KIND_OTHER_AUDIO, "MAT5"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_sniff found;
        audio_files_write_sine("noname", rows[i].format, 44100, 1, 20000);
        sniff("noname", &found);
        assert_int_equal(found.kind, rows[i].kind);
        assert_string_equal(found.name, rows[i].name);
        assert_int_equal(found.begin, 0);
        assert_int_equal(audio_files_frames("noname") >= 20000, 1);
    }
}

static void id3_tags_in_front_are_stepped_over(void **state)
{
    const char tags[] = "ID3\x04\0\0\0\0\0\x03xyzID3\x03\0\0\0\0\0\x02pp";
    rbk_sniff found;
    (void)state;
    audio_files_write_sine("a.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, 5000);
    audio_files_write_sine("a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 5000);
    audio_files_wrap("a.flac", "b.flac", tags, sizeof tags - 1, NULL, 0);
    audio_files_wrap("a.wav", "b.wav", tags, sizeof tags - 1, NULL, 0);
    sniff("b.flac", &found);
    assert_int_equal(found.kind, RBK_KIND_FLAC);
    assert_int_equal(found.begin, sizeof tags - 1);
    sniff("b.wav", &found);
    assert_int_equal(found.kind, RBK_KIND_WAV);
    assert_int_equal(audio_files_frames("b.flac"), 5000);
    assert_int_equal(audio_files_frames("b.wav"), 5000);
}

static void a_name_that_promises_something_else_is_noticed(void **state)
{
    const rbk_sniff flac = {RBK_KIND_FLAC, "FLAC", NULL, false, 0, -1};
    const rbk_sniff rf64 = {RBK_KIND_RF64, "RF64", NULL, false, 0, -1};
    (void)state;
    assert_string_equal(rbk_sniff_broken_promise("x.wav", &flac), "WAV");
    assert_string_equal(rbk_sniff_broken_promise("dir.flac/x.WAV", &flac), "WAV");
    assert_string_equal(rbk_sniff_broken_promise("x.m4a", &flac), "MP4");
    assert_null(rbk_sniff_broken_promise("x.FLAC", &flac));
    assert_null(rbk_sniff_broken_promise("x.bin", &flac));
    assert_null(rbk_sniff_broken_promise("x", &flac));
    assert_null(rbk_sniff_broken_promise("dir.wav/x", &flac));
    assert_null(rbk_sniff_broken_promise("x.wav", &rf64));
    assert_string_equal(rbk_sniff_broken_promise("x.aiff", &rf64), "AIFF");
    const rbk_sniff wavpack = {.kind = RBK_KIND_FOREIGN, .resembles = "a WavPack file"};
    assert_true(rbk_sniff_keeps_promise("x.FLAC", &flac));
    assert_true(rbk_sniff_keeps_promise("x.wv", &wavpack));
    assert_false(rbk_sniff_keeps_promise("x.wav", &flac));
    assert_false(rbk_sniff_keeps_promise("x.ape", &wavpack));
    assert_false(rbk_sniff_keeps_promise("x.bin", &flac));
}

static void a_playlist_is_named(void **state)
{
    static const char list[] = "#EXTM3U\n#EXTINF:10,One\none.mp3\n";
    rbk_sniff found;
    (void)state;
    sniff_bytes(list, sizeof list - 1, &found);
    assert_int_equal(found.kind, RBK_KIND_TEXT);
    assert_string_equal(found.resembles, "a playlist");
}

static void an_aac_stream_is_known_by_two_frames(void **state)
{
    static uint8_t frames[] = {0xFF, 0xF1, 0x50, 0x80, 0x01, 0x3F, 0xFC, 0, 0,
                               0xFF, 0xF1, 0x50, 0x80, 0x01, 0x3F, 0xFC, 0, 0};
    rbk_sniff found;
    (void)state;
    sniff_bytes(frames, sizeof frames, &found);
    assert_int_equal(found.kind, RBK_KIND_FOREIGN);
    assert_string_equal(found.resembles, "an AAC stream");
    sniff_bytes(frames, sizeof frames - 3, &found); /* half a head */
    assert_int_not_equal(found.kind, RBK_KIND_FOREIGN);
    frames[4] = 0; /* a frame shorter than its head */
    sniff_bytes(frames, sizeof frames, &found);
    assert_int_not_equal(found.kind, RBK_KIND_FOREIGN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(what_cannot_be_read_is_named),
        scratch_test(images_that_say_at_their_end_what_they_are_are_named),
        scratch_test(a_full_table_of_contents_is_named),
        scratch_test(text_is_distinguished_from_audio),
        scratch_test(headerless_samples_of_all_ones_are_no_mpeg),
        scratch_test(noise_is_nothing_known),
        scratch_test(every_container_is_known_by_its_content),
        scratch_test(id3_tags_in_front_are_stepped_over),
        cmocka_unit_test(a_name_that_promises_something_else_is_noticed),
        scratch_test(a_playlist_is_named),
        scratch_test(an_aac_stream_is_known_by_two_frames),
    };
    return cmocka_run_group_tests_name("audio/sniff", tests, NULL, NULL);
}
