/* The CloneCD control file's writer: byte for byte as the fact sheet describes a real one, what it reports and
 * refuses, and that reading what it wrote gives the same disc. */
#include "unit/format/ccd.h"

#include <redbook/cdtext.h>

#define LEFT_EMPTY "TrackNo=0\r\nAMin=0\r\nASec=0\r\nAFrame=0\r\nALBA=-150\r\nZero=0\r\n"

/* The sample of the fact sheet: data and audio, 766 sectors. */
static const char sample_sheet[] = "CATALOG 4006381333931\nFILE \"d.img\" BINARY\n"
                                   "TRACK 01 MODE1/2352\nINDEX 01 00:00:00\n"
                                   "TRACK 02 AUDIO\nISRC USRC17607839\nFLAGS DCP PRE\n"
                                   "INDEX 00 00:04:16\nINDEX 01 00:06:16\nINDEX 02 00:08:00\n";

static const char sample_ccd[] =
    "[CloneCD]\r\nVersion=3\r\n"
    "[Disc]\r\nTocEntries=5\r\nSessions=1\r\nDataTracksScrambled=0\r\nCDTextLength=0\r\nCATALOG=4006381333931\r\n"
    "[Session 1]\r\nPreGapMode=1\r\nPreGapSubC=0\r\n"
    "[Entry 0]\r\nSession=1\r\nPoint=0xa0\r\nADR=0x01\r\nControl=0x04\r\n" LEFT_EMPTY
    "PMin=1\r\nPSec=0\r\nPFrame=0\r\nPLBA=4350\r\n"
    "[Entry 1]\r\nSession=1\r\nPoint=0xa1\r\nADR=0x01\r\nControl=0x03\r\n" LEFT_EMPTY
    "PMin=2\r\nPSec=0\r\nPFrame=0\r\nPLBA=8850\r\n"
    "[Entry 2]\r\nSession=1\r\nPoint=0xa2\r\nADR=0x01\r\nControl=0x03\r\n" LEFT_EMPTY
    "PMin=0\r\nPSec=12\r\nPFrame=16\r\nPLBA=766\r\n"
    "[Entry 3]\r\nSession=1\r\nPoint=0x01\r\nADR=0x01\r\nControl=0x04\r\n" LEFT_EMPTY
    "PMin=0\r\nPSec=2\r\nPFrame=0\r\nPLBA=0\r\n"
    "[Entry 4]\r\nSession=1\r\nPoint=0x02\r\nADR=0x01\r\nControl=0x03\r\n" LEFT_EMPTY
    "PMin=0\r\nPSec=8\r\nPFrame=16\r\nPLBA=466\r\n"
    "[TRACK 1]\r\nMODE=1\r\nINDEX 1=0\r\n"
    "[TRACK 2]\r\nMODE=0\r\nISRC=USRC17607839\r\nINDEX 0=316\r\nINDEX 1=466\r\nINDEX 2=600\r\n";

static void a_disc_is_written_to_the_letter(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = probed_sheet(sample_sheet, 766);
    char *text = ccd_write(disc, findings);
    (void)state;
    assert_string_equal(text, sample_ccd);
    assert_int_equal(rbk_findings_count(findings), 0);
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void the_disc_type_stands_in_the_first_entry_in_decimal(void **state)
{
    static const struct {
        const char *mode, *session, *entry, *track;
    } rows[] = {{"MODE2/2352", "PreGapMode=2\r\n", "PMin=1\r\nPSec=32\r\nPFrame=0\r\nPLBA=6750\r\n", "MODE=2\r\n"},
                {"CDI/2352", "PreGapMode=2\r\n", "PMin=1\r\nPSec=16\r\nPFrame=0\r\nPLBA=5550\r\n", "MODE=2\r\n"},
                {"AUDIO", "PreGapMode=0\r\n", "PMin=1\r\nPSec=0\r\nPFrame=0\r\nPLBA=4350\r\n", "MODE=0\r\n"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char sheet[200];
        snprintf(sheet, sizeof sheet, "FILE \"d.img\" BINARY\nTRACK 01 %s\nINDEX 01 00:00:00\n", rows[i].mode);
        rbk_disc *disc = probed_sheet(sheet, 900);
        char *text = ccd_write(disc, NULL);
        assert_non_null(strstr(text, rows[i].session));
        assert_non_null(strstr(text, rows[i].entry));
        assert_non_null(strstr(text, rows[i].track));
        free(text);
        rbk_disc_free(disc);
    }
}

static void texts_become_cd_text_without_its_crc(void **state)
{
    rbk_disc *disc = probed_sheet("TITLE \"Album\"\nFILE \"d.img\" BINARY\nTRACK 01 AUDIO\nTITLE \"One\"\n"
                                  "INDEX 01 00:00:00\n",
                                  900);
    char *text = ccd_write(disc, NULL);
    (void)state;
    assert_non_null(strstr(text, "CDTextLength=72\r\n"));
    assert_non_null(strstr(text, "[CDText]\r\nEntries=4\r\n"
                                 "Entry 0=80 00 00 00 41 6c 62 75 6d 00 4f 6e 65 00 00 00\r\n"
                                 "Entry 1=8f 00 01 00 00 01 01 00 01 00 00 00 00 00 00 00\r\n"));
    rbk_disc *back = ccd_read(text, NULL);
    disc->tracks[0].extents[0].length_samples = disc->files[0].length_frames; /* a CCD states where the disc ends */
    assert_true(same_disc(disc, back));
    rbk_disc_free(back);
    free(text);
    rbk_disc_free(disc);
}

static void what_a_ccd_has_no_key_for_is_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = probed_sheet("REM one\nREM DATE 1999\nCDTEXTFILE \"a.cdt\"\nFILE \"d.img\" BINARY\n"
                                  "TRACK 01 AUDIO\nFLAGS SCMS\nREM two\nINDEX 01 00:00:00\n",
                                  900);
    char *text = ccd_write(disc, findings);
    static const struct {
        const char *rule;
        uint32_t track;
    } rows[] = {{"ccd.text", 0}, {"ccd.cdtext-file", 0}, {"ccd.remark", 0}, {"ccd.remark", 1}, {"ccd.scms", 1}};
    (void)state;
    assert_int_equal(rbk_findings_count(findings), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(rbk_findings_at(findings, i)->rule, rows[i].rule);
        assert_int_equal(rbk_findings_at(findings, i)->track, rows[i].track);
    }
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void texts_that_were_set_after_the_packs_were_read_are_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = probed_sheet("TITLE \"Album\"\nFILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 900);
    rbk_bytes packs = {NULL, 0};
    (void)state;
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    free(ccd_write(disc, findings));
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Other", NULL);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "One", NULL);
    free(ccd_write(disc, findings));
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.text-differs");
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "the title of the album is 'Other', but 'Album' in the CD-TEXT, which is used");
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "the title of track 1 is 'One', but the CD-TEXT, which is used, has none");
    assert_int_equal(rbk_findings_at(findings, 1)->track, 1);
    rbk_bytes_release(&packs);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void assert_refused(const char *sheet, int64_t sectors, rbk_status status, const char *sentence)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    rbk_disc *disc = probed_sheet(sheet, sectors);
    size_t size = 1;
    rbk_error_init(&error);
    assert_int_equal(rbk_ccd_write(disc, output, NULL, &error), status);
    assert_string_equal(error.sentence, sentence);
    rbk_output_text(output, &size);
    assert_int_equal(size, 0);
    rbk_output_free(output);
    rbk_disc_free(disc);
}

static void what_is_not_in_one_img_is_refused(void **state)
{
    (void)state;
    assert_refused("FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nREM SESSION 02\nTRACK 02 AUDIO\n"
                   "INDEX 00 00:05:00\nINDEX 01 00:07:00\n",
                   900, RBK_UNSUPPORTED, "a CCD cannot have the pregap that starts a session in its file");
    assert_refused("FILE \"d.img\" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n", 900, RBK_UNSUPPORTED,
                   "a CCD describes sectors of 2352 bytes only");
    assert_refused("FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nPREGAP 00:02:00\nINDEX 01 00:00:00\n", 900, RBK_UNSUPPORTED,
                   "a CCD cannot describe silence that is not in a file");
    assert_refused("FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE \"e.img\" BINARY\nTRACK 02 AUDIO\n"
                   "INDEX 01 00:00:00\n",
                   900, RBK_UNSUPPORTED, "a CCD describes one file only");
    assert_refused("FILE \"d.img\" MOTOROLA\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 900, RBK_UNSUPPORTED,
                   "a CCD describes raw sectors with little-endian audio");
    assert_refused("FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 500000, RBK_BAD_LAYOUT,
                   "the disc is longer than any address");
    rbk_disc *disc = sheet_read("FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", NULL);
    rbk_output *output = rbk_output_new_memory();
    rbk_error error;
    assert_int_equal(rbk_ccd_write(disc, output, NULL, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the length of the file is not known");
    rbk_output_free(output);
    rbk_disc_free(disc);
}

static void reading_it_back_gives_the_same_disc(void **state)
{
    static const char *const sheets[] = {
        sample_sheet,
        "FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nINDEX 01 00:05:00\nINDEX 02 00:06:00\n"
        "TRACK 02 AUDIO\nFLAGS 4CH\nINDEX 01 00:08:00\n",
        "FILE \"d.img\" BINARY\nTRACK 05 CDI/2352\nINDEX 01 00:00:00\nTRACK 06 AUDIO\nINDEX 00 00:04:00\n"
        "INDEX 01 00:06:00\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        rbk_disc *disc = probed_sheet(sheets[i], 766);
        char *text = ccd_write(disc, NULL);
        rbk_disc *back = ccd_read(text, NULL);
        rbk_track *last = &disc->tracks[disc->track_count - 1];
        last->extents[0].length_samples = disc->files[0].length_frames - last->extents[0].offset_samples;
        assert_true(same_disc(disc, back));
        rbk_disc_free(back);
        free(text);
        rbk_disc_free(disc);
    }
}

/* The disc of a sheet of two tracks in one file, changed in one way. */
static void discs_that_no_ccd_describes_are_refused(void **state)
{
    static const struct {
        size_t tracks;
        uint32_t second_number;
        int64_t second_samples;
        rbk_status status;
        uint32_t track;
        const char *sentence;
    } rows[] = {{2, 2, 400 * RBK_SECTOR_SAMPLES - 1, RBK_BAD_LAYOUT, 2, "a track ends inside a sector"},
                {2, 3, 400 * RBK_SECTOR_SAMPLES, RBK_BAD_LAYOUT, 3, "a CCD cannot skip a track number"},
                {0, 2, RBK_TO_END, RBK_BAD_LAYOUT, 0, "there are no tracks"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_error error;
        size_t size = 1;
        rbk_output *output = rbk_output_new_memory();
        rbk_disc *disc = probed_sheet("FILE \"d.img\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                      "INDEX 01 00:06:50\n",
                                      900);
        size_t count = disc->track_count;
        disc->tracks[1].number = rows[i].second_number;
        disc->tracks[1].extents[0].length_samples = rows[i].second_samples;
        disc->track_count = rows[i].tracks;
        rbk_error_init(&error);
        assert_int_equal(rbk_ccd_write(disc, output, NULL, &error), rows[i].status);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_int_equal(error.place.track, rows[i].track);
        rbk_output_text(output, &size);
        assert_int_equal(size, 0);
        disc->track_count = count;
        rbk_output_free(output);
        rbk_disc_free(disc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disc_is_written_to_the_letter),
        cmocka_unit_test(the_disc_type_stands_in_the_first_entry_in_decimal),
        cmocka_unit_test(texts_become_cd_text_without_its_crc),
        cmocka_unit_test(texts_that_were_set_after_the_packs_were_read_are_reported),
        cmocka_unit_test(what_a_ccd_has_no_key_for_is_reported),
        cmocka_unit_test(what_is_not_in_one_img_is_refused),
        cmocka_unit_test(reading_it_back_gives_the_same_disc),
        cmocka_unit_test(discs_that_no_ccd_describes_are_refused),
    };
    return cmocka_run_group_tests_name("format/ccd_write", tests, NULL, NULL);
}
