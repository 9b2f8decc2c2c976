/*
 * Discs are opened of audio files with tags, of sheets with what is next to them and of sectors without a sheet, without memory
 * for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "unit/memory.h"

#include <redbook/source.h>

#include <FLAC/metadata.h>
#include <sndfile.h>

static rbk_source_options options;

static void make_audio(const char *name, int format, const char *title)
{
    static short samples[2 * 588];
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = format | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    if (title) {
        sf_set_string(file, SF_STR_TITLE, title);
        sf_set_string(file, SF_STR_ARTIST, "Someone");
        sf_set_string(file, SF_STR_ALBUM, "Album");
        sf_set_string(file, SF_STR_DATE, "1999");
    }
    assert_int_equal(sf_writef_short(file, samples, 588), 588);
    sf_close(file);
}

/* libsndfile does not write these. */
static void add_tag(const char *name, const char *key, const char *value)
{
    FLAC__Metadata_SimpleIterator *at = FLAC__metadata_simple_iterator_new();
    FLAC__StreamMetadata_VorbisComment_Entry entry;
    assert_true(at && FLAC__metadata_simple_iterator_init(at, scratch_path(name), false, false));
    while (FLAC__metadata_simple_iterator_get_block_type(at) != FLAC__METADATA_TYPE_VORBIS_COMMENT)
        assert_true(FLAC__metadata_simple_iterator_next(at));
    FLAC__StreamMetadata *block = FLAC__metadata_simple_iterator_get_block(at);
    assert_non_null(block);
    assert_true(FLAC__metadata_object_vorbiscomment_entry_from_name_value_pair(&entry, key, value));
    assert_true(FLAC__metadata_object_vorbiscomment_append_comment(block, entry, false));
    assert_true(FLAC__metadata_simple_iterator_set_block(at, block, true));
    FLAC__metadata_object_delete(block);
    FLAC__metadata_simple_iterator_delete(at);
}

static rbk_status from_files(rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    char paths[3][600];
    const char *const pointers[] = {paths[0], paths[1], paths[2]};
    const char *const names[] = {"1.flac", "2.flac", "3.wav"};
    for (size_t i = 0; i < 3; i++)
        snprintf(paths[i], sizeof paths[i], "%s", scratch_path(names[i]));
    const rbk_source_input input = {.paths = pointers, .count = 3, .gap_sectors = 150};
    rbk_status status = rbk_source_from_files(&input, disc, findings, error);
    if (status == RBK_OK)
        status = rbk_source_take_name("%n %t", "04 Four.wav", &(*disc)->tracks[2], findings, error);
    if (status == RBK_OK)
        status = rbk_source_find_graphics(*disc, findings, error); /* none, which is reported */
    return status;
}

/* Every allocation is needed for this. */
static rbk_status taking_files(void *user, rbk_error *error)
{
    rbk_disc *disc = NULL;
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? from_files(&disc, findings, error) : RBK_NO_MEMORY;
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

static rbk_status opening_files(void *user, rbk_error *error)
{
    rbk_disc *disc = NULL;
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? from_files(&disc, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_source_probe(disc, NULL, &options, findings, error);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

static void audio_files_are_opened_or_there_is_no_memory(void **state)
{
    (void)state;
    make_audio("1.flac", SF_FORMAT_FLAC, "One");
    make_audio("2.flac", SF_FORMAT_FLAC, "Two");
    make_audio("3.wav", SF_FORMAT_WAV, NULL);
    add_tag("1.flac", "ISRC", "DE-A45-24-00001");
    add_tag("2.flac", "ISRC", "no ISRC");
    add_tag("2.flac", "PRE-EMPHASIS", "1");
    add_tag("1.flac", "TRACKNUMBER", "1");
    add_tag("1.flac", "BARCODE", "4006381333931");
    memory_ends = false;
    each_allocation_fails("files", taking_files, NULL);
    memory_ends = true; /* a file that cannot be read is read a second time */
    each_allocation_fails("files, probed", opening_files, NULL);
}

static rbk_status opening(void *user, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? rbk_source_open(user, &options, &disc, findings, error) : RBK_NO_MEMORY;
    if (status != RBK_OK)
        assert_null(disc);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

static void opens(const char *name, const char *sheet)
{
    char path[600];
    snprintf(path, sizeof path, "%s", scratch_path(name));
    if (sheet)
        scratch_write(name, sheet, strlen(sheet));
    each_allocation_fails(name, opening, path);
}

static void sheets_are_opened_or_there_is_no_memory(void **state)
{
    static uint8_t sectors[300 * 2352];
    (void)state;
    memory_ends = true; /* a file that cannot be read is read a second time */
    for (size_t i = 0; i < 300; i++) {
        uint8_t *sector = sectors + i * 2352;
        memset(sector, 0xFF, 12);
        sector[0] = sector[11] = 0;
        sector[12] = 0;
        sector[13] = (uint8_t)((i / 75 + 2) << 0);
        sector[14] = (uint8_t)(i % 75 / 10 << 4 | i % 10);
        sector[15] = 1;
    }
    scratch_write("data.bin", sectors, sizeof sectors);
    opens("data.bin", NULL);
    memset(sectors, 0, sizeof sectors);
    scratch_write("Audio.BIN", sectors, sizeof sectors);
    scratch_write("audio.sub", sectors, 300 * 96);
    make_audio("a.wav", SF_FORMAT_WAV, NULL);
    make_audio("b.flac", SF_FORMAT_FLAC, "b");
    opens("a.cue", "FILE \"audio.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    opens("b.cue", "CDTEXTFILE \"b.cdt\"\nFILE \"b.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                   "FILE \"C:\\\\Music\\\\a.wav\" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n");
    opens("c.cue", "FILE \"data.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
                   "FILE \"Audio.BIN\" BINARY\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n");
    opens("d.toc", "CD_DA\nTRACK AUDIO\nFILE \"a.wav\" 0\nTRACK AUDIO\nFILE \"Audio.BIN\" 0\n");
    opens("e.gdi", "3\n1 0 4 2352 data.bin 0\n2 450 0 2352 Audio.BIN 0\n3 45000 4 2352 data.bin 0\n");
}

static int begin(void **state)
{
    rbk_source_options_init(&options);
    return scratch_setup(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(audio_files_are_opened_or_there_is_no_memory, begin, scratch_teardown),
        cmocka_unit_test_setup_teardown(sheets_are_opened_or_there_is_no_memory, begin, scratch_teardown),
    };
    return cmocka_run_group_tests_name("source/memory", tests, NULL, NULL);
}
