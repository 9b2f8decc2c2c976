/* The CloneCD control file's reader: the meaning of sections and keys, what is reported and what is refused. The corpus
   has more. */
#include "unit/format/ccd.h"
#include "unit/format/mutate.h"

static const char sample[] =
    "[CloneCD]\r\nVersion=3\r\n[Disc]\r\nTocEntries=5\r\nSessions=1\r\nDataTracksScrambled=0\r\nCDTextLength=0\r\n"
    "CATALOG=4006381333931\r\n[Session 1]\r\nPreGapMode=1\r\nPreGapSubC=0\r\n"
    "[Entry 0]\r\nSession=1\r\nPoint=0xa0\r\nADR=0x01\r\nControl=0x04\r\nPMin=1\r\nPSec=0\r\nPFrame=0\r\nPLBA=4350\r\n"
    "[Entry 1]\r\nSession=1\r\nPoint=0xa2\r\nADR=0x01\r\nControl=0x00\r\nPMin=0\r\nPSec=12\r\nPFrame=16\r\nPLBA=766\r\n"
    "[Entry 2]\r\nSession=1\r\nPoint=0x01\r\nADR=0x01\r\nControl=0x04\r\nPMin=0\r\nPSec=2\r\nPFrame=0\r\nPLBA=0\r\n"
    "[Entry 3]\r\nSession=1\r\nPoint=0x02\r\nADR=0x01\r\nControl=0x02\r\nPMin=0\r\nPSec=8\r\nPFrame=16\r\nPLBA=466\r\n"
    "[TRACK 1]\r\nMODE=1\r\nINDEX 1=0\r\n"
    "[TRACK 2]\r\nMODE=0\r\nISRC=USRC17607839\r\nINDEX 0=316\r\nINDEX 1=466\r\nINDEX 2=600\r\n"
    "[CDText]\r\nEntries=1\r\nEntry 0=80 00 00 00 41 6c 62 75 6d 00 4f 6e 65 00 00 00\r\n";

static void tracks_codes_flags_and_indexes_are_read(void **state)
{
    rbk_disc *disc = ccd_read(sample, NULL);
    (void)state;
    assert_string_equal(disc->mcn, "4006381333931");
    assert_int_equal(disc->file_count, 1);
    assert_string_equal(disc->files[0].path, "d.img");
    assert_int_equal(disc->files[0].type, RBK_FILE_BINARY);
    assert_int_equal(disc->files[0].subchannel, RBK_SUBCHANNEL_CHANNELS);
    assert_string_equal(disc->files[0].subchannel_path, "d.sub");
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
    assert_int_equal(disc->tracks[0].flags, 0);
    assert_extent(&disc->tracks[0], 0, 0, 0, 316);
    assert_index(&disc->tracks[0], 1, 0, 0);
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_AUDIO);
    assert_int_equal(disc->tracks[1].flags, RBK_FLAG_COPY_PERMITTED);
    assert_string_equal(disc->tracks[1].isrc, "USRC17607839");
    assert_extent(&disc->tracks[1], 0, 0, 316, 450);
    assert_index(&disc->tracks[1], 0, 0, 0);
    assert_index(&disc->tracks[1], 1, 0, 150);
    assert_index(&disc->tracks[1], 2, 0, 284);
    rbk_disc_free(disc);
}

static void cd_text_packs_get_their_crc_and_give_texts(void **state)
{
    rbk_disc *disc = ccd_read(sample, NULL);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Album");
    assert_int_equal(disc->cdtext_bytes, 18);
    assert_memory_equal(disc->cdtext + 4, "Album\0One\0\0\0", 12);
    assert_int_equal(disc->cdtext[16] << 8 | disc->cdtext[17], 0x3A7B);
    rbk_disc_free(disc);
}

static void the_image_is_next_to_whatever_the_control_file_is_called(void **state)
{
    static const struct {
        const char *name, *path;
    } rows[] = {{"a/b.c/game.ccd", "game.img"}, {"GAME.CCD", "GAME.img"}, {"a.b/no-ending", "no-ending.img"},
                {".ccd", ".ccd.img"},           {"x.y.z", "x.y.img"},     {"", "image.img"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = NULL;
        assert_int_equal(rbk_ccd_read((const uint8_t *)sample, strlen(sample), rows[i].name, NULL, &disc, NULL, NULL),
                         RBK_OK);
        assert_string_equal(disc->files[0].path, rows[i].path);
        rbk_disc_free(disc);
    }
}

static void control_files_are_known_by_their_first_section(void **state)
{
    static const struct {
        const char *text;
        int score;
    } rows[] = {{"[CloneCD]\r\nVersion=3", 100},
                {"; remark\n\n  [clonecd]", 100},
                {"[Disc]\nTocEntries=4", 60},
                {"[TRACK 1]\nMODE=0", 60},
                {"[TRACK]\nMODE=0", 0},
                {"[settings]\na=b", 0},
                {"Version=3\n[CloneCD]", 0},
                {"", 0},
                {"TRACK 01 AUDIO", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_ccd_probe((const uint8_t *)rows[i].text, strlen(rows[i].text)), rows[i].score);
    assert_int_equal(rbk_ccd_probe(NULL, 0), 0);
}

static void what_cannot_be_is_refused_with_its_line(void **state)
{
    (void)state;
    assert_ccd_refused("[CloneCD]\n", RBK_SYNTAX, 0, "expected a section [Entry N] or [TRACK N], found none");
    assert_ccd_refused("[TRACK 1]\nMODE=7\nINDEX 1=0\n", RBK_SYNTAX, 2, "expected a mode of 0, 1 or 2, found '7'");
    assert_ccd_refused("[TRACK 1]\nINDEX 1=0\n[TRACK 3]\nINDEX 1=5\n", RBK_SYNTAX, 3,
                       "expected track 2 after track 1, found track 3");
    assert_ccd_refused("[TRACK 1]\nINDEX 1=0\nINDEX 3=5\n", RBK_SYNTAX, 3,
                       "expected index 2 of track 1, found index 3");
    assert_ccd_refused("[TRACK 1]\nINDEX 1=9\n[TRACK 2]\nINDEX 1=9\n", RBK_SYNTAX, 4,
                       "expected index 1 of track 2 at sector 10 or later, found sector 9");
    assert_ccd_refused("[Entry 0]\nPoint=1\nPLBA=0\n[Entry 1]\nPoint=0xA2\nPLBA=0\n", RBK_SYNTAX, 4,
                       "expected the lead-out after the last index, found it before or there");
    assert_ccd_refused("[Disc]\nDataTracksScrambled=1\n[TRACK 1]\nMODE=1\nINDEX 1=0\n", RBK_UNSUPPORTED, 2,
                       "the sectors of data in the .img are scrambled, which is not supported");
}

/* Every mutation of the sample gives a disc or an error. */
static void mangled_control_files_are_read_or_refused(void **state)
{
    uint32_t seed = 17;
    size_t read = 0, refused = 0;
    char *text = malloc(2 * sizeof sample);
    (void)state;
    assert_non_null(text);
    for (int i = 0; i < 20000; i++) {
        rbk_disc *disc = NULL;
        rbk_error error;
        size_t size = mutated_sheet(sample, text, 2 * sizeof sample, &seed);
        rbk_error_init(&error);
        if (rbk_ccd_read((const uint8_t *)text, size, CCD_NAME, NULL, &disc, NULL, &error) == RBK_OK) {
            read++;
            assert_in_range(disc->track_count, 1, 99);
        } else {
            refused++;
            assert_true(error.sentence[0] != '\0');
        }
        rbk_disc_free(disc);
    }
    free(text);
    assert_true(read > 1000 && refused > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tracks_codes_flags_and_indexes_are_read),
        cmocka_unit_test(cd_text_packs_get_their_crc_and_give_texts),
        cmocka_unit_test(the_image_is_next_to_whatever_the_control_file_is_called),
        cmocka_unit_test(control_files_are_known_by_their_first_section),
        cmocka_unit_test(what_cannot_be_is_refused_with_its_line),
        cmocka_unit_test(mangled_control_files_are_read_or_refused),
    };
    return cmocka_run_group_tests_name("format/ccd_read", tests, NULL, NULL);
}
