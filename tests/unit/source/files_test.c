/*
 * A disc from audio files: order, texts and codes from their tags.
 * link: -Wl,--wrap=open -Wl,--wrap=open64
 */
#include "unit/authoring.h"
#include "unit/openings.h"

#include <FLAC/metadata.h>

/* Four seconds of silence with tags. */
static void make_tagged(const char *name, const char *title, const char *track_number)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    sf_set_string(file, SF_STR_TITLE, title);
    sf_set_string(file, SF_STR_ARTIST, "The Band");
    sf_set_string(file, SF_STR_ALBUM, "The Album");
    sf_set_string(file, SF_STR_DATE, name[0] == '1' ? "1999" : "2001");
    if (track_number)
        sf_set_string(file, SF_STR_TRACKNUMBER, track_number);
    static const int16_t silence[300 * 588 * 2];
    assert_int_equal(sf_writef_short(file, silence, 300 * 588), 300 * 588);
    sf_close(file);
}

static rbk_status build(const char *const *names, size_t count, rbk_source_sort sort, uint32_t gap_sectors)
{
    char paths[8][600];
    const char *pointers[8];
    for (size_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "%s", scratch_path(names[i]));
        pointers[i] = paths[i];
    }
    rbk_source_input input = {.paths = pointers, .count = count, .sort = sort, .gap_sectors = gap_sectors};
    return rbk_source_from_files(&input, &disc, findings, &error);
}

static void texts_come_from_the_tags_and_the_disc_takes_what_all_agree_on(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac"};
    make_tagged("1.flac", "One", "1");
    make_tagged("2.flac", "Two", "2/2");
    assert_int_equal(build(names, 2, RBK_SORT_GIVEN, 0), RBK_OK);
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "One");
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "Two");
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_PERFORMER], "The Band");
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "The Album");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "The Band");
    assert_null(disc->text.field[RBK_TEXT_DATE]); /* they differ */
    assert_int_equal(disc->tracks[0].index_count, 1);
}

/* libFLAC's own tags: libsndfile writes no ISRC. */
static void tag(const char *name, const char *field, const char *text)
{
    FLAC__Metadata_SimpleIterator *at = FLAC__metadata_simple_iterator_new();
    FLAC__StreamMetadata *block = NULL;
    FLAC__StreamMetadata_VorbisComment_Entry entry;
    assert_true(at && FLAC__metadata_simple_iterator_init(at, scratch_path(name), false, false));
    while (FLAC__metadata_simple_iterator_get_block_type(at) != FLAC__METADATA_TYPE_VORBIS_COMMENT)
        assert_true(FLAC__metadata_simple_iterator_next(at));
    assert_non_null(block = FLAC__metadata_simple_iterator_get_block(at));
    assert_true(FLAC__metadata_object_vorbiscomment_entry_from_name_value_pair(&entry, field, text));
    assert_true(FLAC__metadata_object_vorbiscomment_append_comment(block, entry, false));
    assert_true(FLAC__metadata_simple_iterator_set_block(at, block, true));
    FLAC__metadata_object_delete(block);
    FLAC__metadata_simple_iterator_delete(at);
}

static void a_bad_isrc_in_tags_is_reported_and_ignored(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac"};
    make_tagged("1.flac", "One", "1");
    make_tagged("2.flac", "Two", "2");
    tag("1.flac", "ISRC", "DE-A45-24-00001");
    tag("2.flac", "ISRC", "DEA45240000");
    assert_int_equal(build(names, 2, RBK_SORT_GIVEN, 0), RBK_OK);
    assert_string_equal(disc->tracks[0].isrc, "DEA452400001");
    assert_string_equal(disc->tracks[1].isrc, "");
    assert_int_equal(rbk_findings_count(findings), 1);
    const rbk_finding *found = rbk_findings_at(findings, 0);
    assert_string_equal(found->rule, "tags.bad-isrc");
    assert_int_equal(found->severity, RBK_WARNING);
    assert_int_equal(found->track, 2);
    assert_int_equal(found->line, 0);
    assert_string_equal(found->path, scratch_path("2.flac"));
    assert_non_null(strstr(found->text, "'DEA45240000'"));
    assert_non_null(strstr(found->text, "; it is ignored"));
}

static void a_tag_for_pre_emphasis_that_says_nothing_is_reported_and_ignored(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac"};
    make_tagged("1.flac", "One", "1");
    make_tagged("2.flac", "Two", "2");
    tag("1.flac", "PRE-EMPHASIS", "no");
    tag("2.flac", "PRE-EMPHASIS", "maybe");
    assert_int_equal(build(names, 2, RBK_SORT_GIVEN, 0), RBK_OK);
    assert_int_equal(disc->tracks[1].flags & RBK_FLAG_PRE_EMPHASIS, 0);
    assert_int_equal(rbk_findings_count(findings), 1);
    const rbk_finding *found = rbk_findings_at(findings, 0);
    assert_string_equal(found->rule, "tags.bad-pre-emphasis");
    assert_int_equal(found->severity, RBK_WARNING);
    assert_int_equal(found->track, 2);
    assert_string_equal(found->text,
                        "expected 'yes' or 'no' in its tag for pre-emphasis, found 'maybe'; it is ignored");
}

static void a_bad_barcode_in_tags_is_reported_and_ignored(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac"};
    make_tagged("1.flac", "One", "1");
    make_tagged("2.flac", "Two", "2");
    tag("1.flac", "BARCODE", "4006381333932");
    tag("2.flac", "BARCODE", "4006381333932");
    assert_int_equal(build(names, 2, RBK_SORT_GIVEN, 0), RBK_OK);
    assert_string_equal(disc->mcn, "");
    assert_int_equal(rbk_findings_count(findings), 1);
    const rbk_finding *found = rbk_findings_at(findings, 0);
    assert_string_equal(found->rule, "tags.bad-mcn");
    assert_int_equal(found->severity, RBK_WARNING);
    assert_string_equal(found->path, scratch_path("1.flac"));
    assert_non_null(strstr(found->text, "'4006381333932'"));
    assert_non_null(strstr(found->text, "; it is ignored"));
}

static void the_discs_of_a_set_are_sorted_one_after_the_other(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac", "3.flac", "4.flac"};
    make_tagged("1.flac", "Two one", "1");
    make_tagged("2.flac", "One two", "2");
    make_tagged("3.flac", "Two two", "2");
    make_tagged("4.flac", "One one", "1");
    for (size_t i = 0; i < 4; i++)
        tag(names[i], "DISCNUMBER", i % 2 == 0 ? "2" : "1");
    assert_int_equal(build(names, 4, RBK_SORT_TAGS, 0), RBK_OK);
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "One one");
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "One two");
    assert_string_equal(disc->tracks[2].text.field[RBK_TEXT_TITLE], "Two one");
    assert_string_equal(disc->tracks[3].text.field[RBK_TEXT_TITLE], "Two two");
    assert_false(has_finding("sort.same-number"));
}

static void files_can_be_sorted_by_their_track_numbers(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac", "3.flac"};
    make_tagged("1.flac", "Ten", "10");
    make_tagged("2.flac", "Nine", "9/10");
    make_tagged("3.flac", "Nine again", "9");
    assert_int_equal(build(names, 3, RBK_SORT_TAGS, 0), RBK_OK);
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "Nine");
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "Nine again");
    assert_string_equal(disc->tracks[2].text.field[RBK_TEXT_TITLE], "Ten");
    assert_true(has_finding("sort.same-number"));
}

static void a_file_without_a_number_cannot_be_sorted(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac"};
    make_tagged("1.flac", "One", "1");
    make_tagged("2.flac", "Two", NULL);
    assert_int_equal(build(names, 2, RBK_SORT_TAGS, 0), RBK_REFUSED);
    assert_true(has_finding("sort.no-number"));
    assert_null(disc);
}

static void a_gap_stands_before_each_track_but_the_first(void **state)
{
    (void)state;
    const char *names[] = {"1.flac", "2.flac"};
    make_tagged("1.flac", "One", "1");
    make_tagged("2.flac", "Two", "2");
    assert_int_equal(build(names, 2, RBK_SORT_GIVEN, 150), RBK_OK);
    assert_int_equal(disc->tracks[0].extent_count, 1);
    assert_int_equal(disc->tracks[1].extent_count, 2);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 150 * 588);
    assert_int_equal(disc->tracks[1].index_count, 2);
}

static void a_hundred_files_are_too_many(void **state)
{
    (void)state;
    const char *names[100];
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 588);
    for (int i = 0; i < 100; i++)
        names[i] = "1.wav";
    assert_int_equal(from_files(names, 100, 0), RBK_REFUSED);
    assert_true(has_finding("disc.too-many-tracks"));
}

static void a_disc_needs_a_file(void **state)
{
    (void)state;
    assert_int_equal(build(NULL, 0, RBK_SORT_GIVEN, 0), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected at least one file");
    assert_null(disc);
}

/* Without a word, the disc would have no texts. */
static void a_file_that_is_replaced_while_its_tags_are_read_is_refused(void **state)
{
    static const char *const names[] = {"1.flac"};
    (void)state;
    make_tagged("1.flac", "One", NULL);
    openings.ending = "/1.flac";
    openings.failure = ENOENT;
    rbk_status status = build(names, 1, RBK_SORT_GIVEN, 0);
    openings.ending = NULL;
    openings.failure = 0;
    assert_int_equal(status, RBK_CHANGED);
    assert_string_equal(error.sentence, "was replaced while its tags were read");
    assert_string_equal(error.place.path, scratch_path("1.flac"));
    assert_null(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(texts_come_from_the_tags_and_the_disc_takes_what_all_agree_on),
        author_test(a_bad_isrc_in_tags_is_reported_and_ignored),
        author_test(a_tag_for_pre_emphasis_that_says_nothing_is_reported_and_ignored),
        author_test(a_bad_barcode_in_tags_is_reported_and_ignored),
        author_test(the_discs_of_a_set_are_sorted_one_after_the_other),
        author_test(files_can_be_sorted_by_their_track_numbers),
        author_test(a_file_without_a_number_cannot_be_sorted),
        author_test(a_gap_stands_before_each_track_but_the_first),
        author_test(a_hundred_files_are_too_many),
        author_test(a_disc_needs_a_file),
        author_test(a_file_that_is_replaced_while_its_tags_are_read_is_refused),
    };
    return cmocka_run_group_tests_name("source/files", tests, NULL, NULL);
}
