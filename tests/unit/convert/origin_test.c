/* What a CHD keeps of its source: everything, or a sheet made for it and the reason. */
#include "convert/origin.h"

#include "chd/origin.h"
#include "convert/chd.h"
#include "format/ddp.h"
#include "unit/convert/converting.h"

static rbk_origin *kept;
static void (*change)(rbk_track *track); /* what is done to the last track that was read; NULL: nothing */

/* encoding: NULL, or that of its texts. */
static void convert_encoded(const char *name, const char *encoding)
{
    size_t last;
    rbk_source_options how;
    char *path = strdup(scratch_path(name));
    assert_non_null(path);
    rbk_source_options_init(&how);
    how.format.encoding = encoding;
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(path, &how, &disc, findings, &error), RBK_OK);
    if (change)
        change(&disc->tracks[disc->track_count - 1]);
    options.author.replace = true;
    options.author.jobs = 1;
    options.author.sheet_path = path;
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    last = done->chd->entry_count - 1;
    rbk_origin_free(kept);
    kept = NULL;
    assert_int_equal(rbk_chd_origin_decode(done->chd->entries[last].data, done->chd->entries[last].size, &kept, &error),
                     RBK_OK);
    options.author.sheet_path = NULL;
    free(path);
}

static void convert_source(const char *name)
{
    convert_encoded(name, NULL);
}

static void convert_sheet(const char *sheet)
{
    scratch_write("a.cue", sheet, strlen(sheet));
    convert_source("a.cue");
}

static void expect_made(const char *why)
{
    assert_false(kept->whole);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "origin.made") == 0 &&
            strstr(rbk_findings_at(findings, i)->text, why))
            return;
    fail_msg("nothing says '%s'", why);
}

#define ONE "FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n"

static void bytes_of_no_track_are_kept_as_they_are(void **state)
{
    uint8_t *file = malloc((size_t)10 * 2352 + 7);
    (void)state;
    assert_non_null(file);
    memset(file, 0x55, (size_t)10 * 2352 + 7);
    memset(file + 8 * 2352, 0, 2352);
    scratch_write("a.bin", file, (size_t)10 * 2352 + 7);
    convert_sheet("FILE \"a.bin\" BINARY\n TRACK 01 MODE1/2352\n  INDEX 01 00:00:00\n");
    assert_true(kept->whole);
    assert_string_equal(kept->name, "a.cue");
    assert_string_equal(kept->files[0].name, "a.bin");
    assert_int_equal(kept->files[0].cut_count, 2);
    assert_int_equal(kept->files[0].cuts[0].kind, RBK_CUT_SECTORS);
    assert_int_equal(kept->files[0].cuts[1].kind, RBK_CUT_BYTES);
    assert_int_equal(kept->files[0].cuts[1].length_bytes, 7);
    free(file);
}

static void one_bin_of_several_modes_becomes_a_cut_for_each(void **state)
{
    (void)state;
    make_payload(0, 0);
    convert_sheet(
        "FILE \"a.bin\" BINARY\n TRACK 01 MODE1/2048\n  INDEX 01 00:00:00\n TRACK 02 AUDIO\n  INDEX 01 00:02:00\n"
        " TRACK 03 MODE2/2336\n  INDEX 01 00:04:00\n");
    assert_true(kept->whole);
    assert_int_equal(kept->files[0].cuts[0].part_bytes, 2048);
    assert_int_equal(kept->files[0].cuts[0].length_bytes, 150 * 2048);
    assert_int_equal(kept->files[0].cuts[1].kind, RBK_CUT_SAMPLES);
    assert_int_equal(kept->files[0].cuts[2].part_offset, 16);
    assert_int_equal(kept->files[0].length_bytes, (int64_t)SOURCE_SECTORS * 2352);
}

static void a_file_in_another_folder_is_a_reason_against_it(void **state)
{
    (void)state;
    make_payload(0, 0);
    assert_int_equal(mkdir(scratch_path("sub"), 0777), 0);
    assert_int_equal(rename(scratch_path("a.bin"), scratch_path("sub/a.bin")), 0);
    convert_sheet("FILE \"sub/a.bin\" BINARY\n TRACK 01 AUDIO\n  TITLE \"One\"\n  INDEX 01 00:00:00\n");
    expect_made("is not in the folder of the sheet");
    assert_string_equal(kept->files[0].name, "b.bin");
    assert_non_null(strstr((const char *)kept->text, "TITLE \"One\""));
}

/* Who reads the container does not know the encoding. */
static void texts_in_an_encoding_that_is_not_recognised_are_a_reason_against_it(void **state)
{
    static const char *const sheets[] = {"TITLE \"\xA3\xF3\xBC\"\n" ONE, "REM \xA3\xF3\xBC\n" ONE,
                                         ONE "  TITLE \"\xBC\"\n"};
    static const char *const texts[] = {"TITLE \"\xC5\x81\xC3\xB3\xC5\xBA\"", "REM \xC5\x81\xC3\xB3\xC5\xBA",
                                        "TITLE \"\xC5\xBA\""};
    (void)state;
    make_payload(0, 0);
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        scratch_write("a.cue", sheets[i], strlen(sheets[i]));
        convert_encoded("a.cue", "ISO-8859-2");
        expect_made("by itself has other texts");
        assert_non_null(strstr((const char *)kept->text, texts[i]));
        convert_encoded("a.cue", NULL);
        assert_true(kept->whole);
    }
}

static void set_a_flag(rbk_track *track)
{
    track->flags = RBK_FLAG_COPY_PERMITTED;
}

static void add_an_index(rbk_track *track)
{
    assert_int_equal(rbk_track_add_index(track, 2, 0, (int64_t)160 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
}

/* A disc that was changed in memory, with the sheet that it was read from. */
static void other_flags_and_indexes_are_a_reason_against_it(void **state)
{
    static void (*const changes[])(rbk_track *) = {set_a_flag, add_an_index};
    static const char sheet[] = "FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n TRACK 02 AUDIO\n"
                                "  INDEX 00 00:04:00\n  INDEX 01 00:06:00\n";
    (void)state;
    make_payload(0, 0);
    convert_sheet(sheet);
    assert_true(kept->whole);
    for (size_t i = 0; i < 2; i++) {
        change = changes[i];
        convert_sheet(sheet);
        change = NULL;
        expect_made("by itself has other flags or indexes");
    }
}

static void many_bytes_of_no_track_are_a_reason_against_it(void **state)
{
    const size_t size = (size_t)5 << 20;
    uint8_t *noise = malloc(size);
    uint32_t seed = 1;
    (void)state;
    assert_non_null(noise);
    for (size_t i = 0; i < size; i++)
        noise[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
    memcpy(noise, "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xAC\0\0\x10\xB1\2\0\4\0\x10\0data", 40);
    for (int i = 0; i < 4; i++) {
        noise[4 + i] = (uint8_t)((size - 8) >> 8 * i);
        noise[40 + i] = (uint8_t)(100 * 2352 >> 8 * i);
        noise[44 + 100 * 2352 + 4 + i] = (uint8_t)((size - 44 - 100 * 2352 - 8) >> 8 * i);
    }
    memcpy(noise + 44 + 100 * 2352, "junk", 4);
    scratch_write("a.wav", noise, size);
    free(noise);
    convert_sheet("FILE \"a.wav\" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n");
    expect_made("are of no track");
}

/* c.cue, whose CD-TEXT file is c.cdt. */
static void convert_sheet_with_packs(void)
{
    size_t size = 0;
    make_payload(0, 0);
    scratch_write("t.cue", "TITLE \"Album\"\n" ONE, strlen("TITLE \"Album\"\n" ONE));
    read_disc("t.cue");
    options.author.cdtext = RBK_CDTEXT_ALWAYS;
    assert_int_equal(convert_for("portable", "c.cue", NULL), RBK_OK);
    options.author.cdtext = RBK_CDTEXT_AUTO;
    char *sheet = scratch_read("c.cue", &size);
    convert_sheet(sheet);
    free(sheet);
}

static void the_cd_text_file_of_a_sheet_is_kept_with_it(void **state)
{
    (void)state;
    convert_sheet_with_packs();
    assert_true(kept->whole);
    assert_true(kept->packs_bytes > 0);
    assert_int_equal(kept->file_count, 2);
    assert_false(kept->files[1].listed);
    assert_string_equal(kept->files[1].name, "c.cdt");
}

static void a_cd_text_file_that_is_gone_is_named(void **state)
{
    (void)state;
    convert_sheet_with_packs();
    assert_int_equal(unlink(scratch_path("c.cdt")), 0);
    options.author.sheet_path = scratch_path("a.cue");
    assert_int_equal(convert_for("chd", "d.chd", NULL), RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("c.cdt"));
}

static int teardown_kept(void **state)
{
    rbk_origin_free(kept);
    kept = NULL;
    return teardown(state);
}

#define origin_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown_kept)

/* Longer than what is read at once. */
static void zeros_of_no_track_are_one_cut_however_many(void **state)
{
    const size_t audio = 100 * 2352, junk = 200000, size = 44 + audio + 8 + junk;
    uint8_t *file = calloc(1, size);
    (void)state;
    assert_non_null(file);
    memcpy(file, "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xAC\0\0\x10\xB1\2\0\4\0\x10\0data", 40);
    memset(file + 44, 0x33, audio);
    memcpy(file + 44 + audio, "JUNK", 4);
    for (int i = 0; i < 4; i++) {
        file[4 + i] = (uint8_t)((size - 8) >> 8 * i);
        file[40 + i] = (uint8_t)(audio >> 8 * i);
        file[44 + audio + 4 + (size_t)i] = (uint8_t)(junk >> 8 * i);
    }
    scratch_write("a.wav", file, size);
    free(file);
    convert_sheet("FILE \"a.wav\" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n");
    assert_true(kept->whole);
    assert_int_equal(kept->files[0].cut_count, 4);
    assert_int_equal(kept->files[0].cuts[2].kind, RBK_CUT_BYTES);
    assert_int_equal(kept->files[0].cuts[2].length_bytes, 7); /* the last byte of its size is a zero */
    assert_int_equal(kept->files[0].cuts[3].kind, RBK_CUT_ZEROS);
    assert_int_equal(kept->files[0].cuts[3].length_bytes, (int64_t)junk + 1);
    assert_int_equal(kept->files[0].length_bytes, (int64_t)size);
}

static void what_cannot_be_put_together_again_is_a_reason_against_it(void **state)
{
    static const char *const rows[][2] = {
        {"CD_DA\nTRACK AUDIO\nFILE \"a.bin\" 0 00:04:00\nTRACK AUDIO\nFILE \"a.bin\" 00:02:00 00:05:00\n",
         "tracks share a part of 'a.bin'"},
        {ONE "FILE \"here/a.bin\" BINARY\n TRACK 02 AUDIO\n  INDEX 01 00:00:00\n", "two files are called 'a.bin'"},
    };
    (void)state;
    make_payload(0, 0);
    assert_int_equal(symlink(".", scratch_path("here")), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        convert_sheet(rows[i][0]);
        expect_made(rows[i][1]);
        assert_string_equal(kept->files[0].name, "b.bin");
    }
}

/* A container, or audio without a sheet, has none that could be kept, and nothing is said about that. */
static void an_image_that_is_its_own_descriptor_keeps_none(void **state)
{
    uint8_t header[44 + 300 * 2352] = {0};
    const uint32_t audio = sizeof header - 44;
    (void)state;
    memcpy(header, "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xAC\0\0\x10\xB1\2\0\4\0\x10\0data", 40);
    for (int i = 0; i < 4; i++) {
        header[4 + i] = (uint8_t)((audio + 36) >> 8 * i);
        header[40 + i] = (uint8_t)(audio >> 8 * i);
    }
    memset(header + 44, 0x33, audio);
    scratch_write("a.wav", header, sizeof header);
    convert_source("a.wav");
    assert_false(kept->whole);
    assert_string_equal(kept->name, "b.cue");
    assert_false(has_finding("origin.made"));
}

static void a_disc_longer_than_any_is_not_converted(void **state)
{
    (void)state;
    make_payload(0, 0);
    static const char sheet[] = "FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  PREGAP 60:00:00\n  INDEX 01 00:00:00\n"
                                " TRACK 02 AUDIO\n  PREGAP 60:00:00\n  INDEX 01 00:04:00\n";
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    read_disc("a.cue");
    assert_int_equal(convert_for("portable", "b.cue", NULL), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the disc has 540700 sectors, expected at most 449849");
}

/* Of a DDPID the first packet is read, whatever follows. */
static void a_descriptor_that_is_too_large_is_a_reason_against_it(void **state)
{
    rbk_ddp_tables tables;
    (void)state;
    make_payload(0, 0);
    scratch_write("a.cue", ONE, strlen(ONE));
    read_disc("a.cue");
    assert_int_equal(rbk_ddp_tables_make(disc, NULL, &tables, &error), RBK_OK);
    scratch_write("DDPID", tables.id.data, tables.id.size);
    scratch_write("DDPMS", tables.map.data, tables.map.size);
    scratch_write("PQDESCR", tables.pq.data, tables.pq.size);
    rbk_ddp_tables_release(&tables);
    assert_int_equal(truncate(scratch_path("a.bin"), (off_t)(150 + SOURCE_SECTORS) * 2352), 0);
    assert_int_equal(truncate(scratch_path("DDPID"), (off_t)RBK_DESCRIPTOR_BYTES_MAX + 1), 0);
    convert_source("DDPID");
    expect_made("DDPID' is too large to be kept");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        origin_test(bytes_of_no_track_are_kept_as_they_are),
        origin_test(one_bin_of_several_modes_becomes_a_cut_for_each),
        origin_test(a_file_in_another_folder_is_a_reason_against_it),
        origin_test(texts_in_an_encoding_that_is_not_recognised_are_a_reason_against_it),
        origin_test(other_flags_and_indexes_are_a_reason_against_it),
        origin_test(many_bytes_of_no_track_are_a_reason_against_it),
        origin_test(the_cd_text_file_of_a_sheet_is_kept_with_it),
        origin_test(a_cd_text_file_that_is_gone_is_named),
        origin_test(zeros_of_no_track_are_one_cut_however_many),
        origin_test(what_cannot_be_put_together_again_is_a_reason_against_it),
        origin_test(an_image_that_is_its_own_descriptor_keeps_none),
        origin_test(a_disc_longer_than_any_is_not_converted),
        origin_test(a_descriptor_that_is_too_large_is_a_reason_against_it),
    };
    return cmocka_run_group_tests_name("convert/origin", tests, NULL, NULL);
}
