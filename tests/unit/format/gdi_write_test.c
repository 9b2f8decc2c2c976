/* GDI files are written again as they were read. */
#include "unit/format/gdi.h"

static char *write_disc(rbk_disc *disc, rbk_status expected)
{
    rbk_output *output = rbk_output_new_memory();
    rbk_layout_free(container_lay_out(disc));
    assert_int_equal(rbk_gdi_write(disc, output, findings, &error), expected);
    size_t size = 0;
    char *text = strdup(rbk_output_text(output, &size));
    assert_int_equal(size > 0, expected == RBK_OK);
    rbk_output_free(output);
    return text;
}

static void what_was_read_is_written_again(void **state)
{
    static const char text[] =
        "3\n1 0 4 2352 \"300 a.bin\" 0\n2 450 0 2352 302.raw 0\n3 45000 4 2048 500x2048.iso 4096\n";
    (void)state;
    rbk_disc *disc = read_good(text);
    char *written = write_disc(disc, RBK_OK);
    assert_string_equal(written, text);
    free(written);
    rbk_disc_free(disc);
}

static void what_it_has_no_words_for_is_refused(void **state)
{
    (void)state;
    memset(content + 200 * 2352, 0, 75 * 2352);
    rbk_disc *disc = read_good(five);
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "a GDI has each track in a file of its own");
    rbk_disc_free(disc);
    disc = read_good("3\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n");
    disc->sessions[1].area = RBK_AREA_CD;
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence,
                        "a GDI has the two areas of a GD-ROM, tracks 1 and 2 in the first, and this disc has not");
    disc->sessions[1].area = RBK_AREA_HIGH_DENSITY;
    disc->files[disc->tracks[1].extents[0].file].type = RBK_FILE_MOTOROLA;
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "the audio of a GDI is little-endian sectors without a header");
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].type = RBK_FILE_BINARY;
        disc->files[i].path[0] = '"';
    }
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "a GDI cannot name a file with a quote or the end of a line in its name");
    rbk_disc_free(disc);
}

/* A reader would take the first sector of the file as index 01, or the rest of the file as the track's. */
static void a_pregap_or_another_track_in_the_file_is_refused(void **state)
{
    (void)state;
    rbk_disc *disc = read_good("3\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n");
    rbk_track *track = &disc->tracks[1];
    assert_int_equal(track->index_count, 2);
    track->indexes[1].offset_samples = 75 * RBK_SECTOR_SAMPLES;
    free(write_disc(disc, RBK_BAD_LAYOUT));
    assert_string_equal(error.sentence, "a GDI has no pregap in a file: index 01 is its first sector");
    assert_int_equal(error.place.track, 2);
    track->indexes[1].offset_samples = 0;
    free(write_disc(disc, RBK_OK));
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence)
            track->extents[e].file = 0;
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "a GDI has each track in a file of its own");
    assert_int_equal(error.place.track, 1);
    rbk_disc_free(disc);
}

static void what_is_not_written_is_reported(void **state)
{
    static const struct {
        const char *rule;
        rbk_severity severity;
        uint32_t track;
        const char *text;
    } rows[] = {
        {"gdi.text", RBK_NOTE, 0, "a GDI has no title, 'Album' is not written"},
        {"gdi.remark", RBK_NOTE, 0, "a GDI has no remarks: 'one' is not written"},
        {"gdi.code", RBK_WARNING, 0, "a GDI has no MCN, '4006381333931' is not written"},
        {"gdi.cdtext", RBK_WARNING, 0, "a GDI has no CD-TEXT: that of the disc is not written"},
        {"gdi.text", RBK_NOTE, 2, "a GDI has no performer, 'Us' is not written"},
        {"gdi.code", RBK_WARNING, 2, "a GDI has no ISRC, 'USRC17607839' is not written"},
        {"gdi.flags", RBK_WARNING, 2, "the flags of the track are not written"},
        {"gdi.index", RBK_WARNING, 2, "a GDI has no index 02: it is not written"},
    };
    const size_t count = sizeof rows / sizeof rows[0];
    (void)state;
    rbk_disc *disc = read_good("3\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n");
    rbk_track *track = &disc->tracks[1];
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Album", NULL);
    rbk_remarks_add(&disc->remarks, "one", NULL);
    strcpy(disc->mcn, "4006381333931");
    disc->cdtext_file = strdup("a.cdt");
    rbk_text_set(&track->text, RBK_TEXT_PERFORMER, "Us", NULL);
    strcpy(track->isrc, "USRC17607839");
    track->flags = RBK_FLAG_PRE_EMPHASIS;
    rbk_track_add_index(track, 2, track->indexes[1].extent, 75 * RBK_SECTOR_SAMPLES, NULL);
    free(write_disc(disc, RBK_OK));
    assert_int_equal(rbk_findings_count(findings), count);
    for (size_t i = 0; i < count; i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        assert_string_equal(finding->rule, rows[i].rule);
        assert_int_equal(finding->severity, rows[i].severity);
        assert_int_equal(finding->track, rows[i].track);
        assert_string_equal(finding->text, rows[i].text);
    }
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_read_is_written_again, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_has_no_words_for_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_pregap_or_another_track_in_the_file_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_written_is_reported, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
