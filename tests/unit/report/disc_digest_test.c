/* The digest of a disc depends on what a comparison considers, and on nothing else. */
#include "report/hashing.h"

#include <redbook/cdtext.h>
#include <redbook/verify.h>

#include "unit/report/discs.h"
#include "unit/sha256.h"

#define SECTORS 1200

static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
static char first[RBK_DISC_DIGEST_BYTES];

static void digest(rbk_disc_digest *made)
{
    rbk_image *image = NULL;
    rbk_hash_report report;
    lay_out();
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_hash(disc, layout, image, NULL, &report, &error), RBK_OK);
    rbk_image_close(image);
    *made = report.digest;
}

static void make_disc(void)
{
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 31 >> 7);
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    add_track(file, RBK_MODE_AUDIO, 0, 500, 0);
    rbk_track *track = add_track(file, RBK_MODE_AUDIO, 500, SECTORS, 20);
    assert_int_equal(rbk_track_add_index(track, 2, 0, 300 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    track->flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    strcpy(track->isrc, "DEXXX2600001");
    strcpy(disc->mcn, "4006381333931");
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Gr\303\274n", NULL);
    rbk_text_set(&track->text, RBK_TEXT_PERFORMER, "Two", NULL);
}

static void expect_text(const char *text, const char *sum)
{
    char expected[SHA256_HEX_BYTES];
    sha256_hex((const uint8_t *)text, strlen(text), expected);
    assert_string_equal(sum, expected);
}

/* The manual page about it, byte by byte. */
static void the_line_is_made_of_the_texts_that_its_page_shows(void **state)
{
    rbk_disc_digest made;
    char payload[SHA256_HEX_BYTES], whole[512], line[SHA256_HEX_BYTES];
    (void)state;
    make_disc();
    digest(&made);
    expect_text("session 1\ntrack 1 AUDIO 0 0\ntrack 2 AUDIO 500 520\nindex 2 800\nlead-out 1200\n", made.layout);
    expect_text("mcn 4006381333931\nisrc 2 DEXXX2600001\nflags 2 DCP PRE\n", made.codes);
    expect_text("0 title 5 Gr\303\274n\n2 performer 3 Two\n", made.texts);
    sha256_hex(bytes, sizeof bytes, payload);
    assert_string_equal(made.payload, payload);
    snprintf(whole, sizeof whole, "redbook disc digest 1\nlayout %s\ncodes %s\ntexts %s\npayload %s\n", made.layout,
             made.codes, made.texts, made.payload);
    sha256_hex((const uint8_t *)whole, strlen(whole), line);
    assert_memory_equal(made.line, "disc1:", 6);
    assert_string_equal(made.line + 6, line);
}

static void how_the_files_are_cut_does_not_count(void **state)
{
    rbk_disc_digest one, several;
    (void)state;
    make_disc();
    digest(&one);
    rbk_disc *before = disc;
    disc = rbk_disc_copy(before);
    uint32_t head = add_bin("head.bin", bytes, 500);
    uint32_t tail = add_bin("tail.bin", bytes + 500 * RBK_SECTOR_BYTES, SECTORS - 500);
    disc->tracks[0].extents[0].file = head;
    disc->tracks[1].extents[0].file = tail;
    disc->tracks[1].extents[0].offset_samples = 0;
    rbk_remarks_add(&disc->remarks, "GENERATOR \"something\"", NULL);
    digest(&several);
    rbk_disc_free(before);
    assert_memory_equal(&one, &several, sizeof one);
}

static void check_change(const char *what, bool changes)
{
    rbk_disc_digest made;
    digest(&made);
    if ((strcmp(made.line, first) != 0) != changes)
        fail_msg("%s: the line is '%s'", what, made.line);
}

static void each_fact_changes_it(void **state)
{
    rbk_disc_digest made;
    (void)state;
    make_disc();
    digest(&made);
    strcpy(first, made.line);
    check_change("nothing", false);
    disc->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    check_change("flags", true);
    disc->tracks[0].flags = 0;
    disc->mcn[0] = '\0';
    check_change("mcn", true);
    strcpy(disc->mcn, "4006381333931");
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "One", NULL);
    check_change("title", true);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, NULL, NULL);
    disc->tracks[1].indexes[2].offset_samples += RBK_SECTOR_SAMPLES;
    check_change("index", true);
    disc->tracks[1].indexes[2].offset_samples -= RBK_SECTOR_SAMPLES;
    disc->tracks[1].indexes[1].offset_samples += RBK_SECTOR_SAMPLES;
    check_change("pregap", true);
    disc->tracks[1].indexes[1].offset_samples -= RBK_SECTOR_SAMPLES;
    check_change("nothing any more", false);
    bytes[sizeof bytes - 1] ^= 1;
    scratch_write("a.bin", bytes, sizeof bytes);
    check_change("a sample", true);
}

/* As the manual page says, after the texts of the disc, which are those of the first language. */
static void texts_of_more_languages_follow_in_order(void **state)
{
    static const char expected[] =
        "0 title 5 Gr\303\274n\n2 performer 3 Two\nlanguage 15\n0 title 4 Vert\n0 genre 4 Rock\n"
        "1 isrc 12 DEXXX2600001\n2 title 4 Deux\n2 performer 5 Paire\n";
    rbk_disc_digest made;
    rbk_cdtext_block *first_block = NULL, *block = NULL;
    rbk_bytes packs;
    (void)state;
    make_disc();
    rbk_cdtext *cdtext = rbk_cdtext_new();
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x08, RBK_CDTEXT_8859_1, 1, 2, &first_block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x0F, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(first_block, RBK_CDTEXT_TITLE, 1, "Not counted", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Vert", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, "Deux", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_PERFORMER, 2, "Paire", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, "Rock", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "DEXXX2600001", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    digest(&made);
    expect_text(expected, made.texts);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
    assert_int_equal(rbk_disc_set_cdtext(disc, (const uint8_t *)"no packs of CD-TEXT", 18, NULL), RBK_OK);
    digest(&made);
    expect_text("0 title 5 Gr\303\274n\n2 performer 3 Two\n", made.texts); /* what cannot be decoded is ignored */
}

/* A field that moves from one track to another, or from one text to two, is another text. */
static void texts_cannot_run_into_each_other(void **state)
{
    rbk_disc_digest one, other;
    (void)state;
    make_disc();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "A\n0 performer 1 B", NULL);
    digest(&one);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "A", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "B", NULL);
    digest(&other);
    assert_string_not_equal(one.texts, other.texts);
    assert_string_equal(one.codes, other.codes);
}

static void a_line_is_known_by_its_form(void **state)
{
    uint32_t version = 0;
    char line[] = "disc1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    (void)state;
    assert_true(rbk_disc_digest_is(line, &version));
    assert_int_equal(version, 1);
    line[4] = '2';
    assert_true(rbk_disc_digest_is(line, &version));
    assert_int_equal(version, 2);
    line[4] = '0';
    assert_false(rbk_disc_digest_is(line, NULL));
    line[4] = '1';
    line[20] = 'A';
    assert_false(rbk_disc_digest_is(line, NULL));
    line[20] = '\0';
    assert_false(rbk_disc_digest_is(line, NULL));
    assert_false(rbk_disc_digest_is("disc1:", NULL));
    assert_false(rbk_disc_digest_is("disc99999:", NULL));
    assert_false(rbk_disc_digest_is("disc.cue", NULL));
    assert_false(rbk_disc_digest_is("", NULL));
    assert_false(rbk_disc_digest_is(NULL, NULL));
}

#define digest_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end_disc)

int main(void)
{
    const struct CMUnitTest tests[] = {
        digest_test(the_line_is_made_of_the_texts_that_its_page_shows),
        digest_test(how_the_files_are_cut_does_not_count),
        digest_test(each_fact_changes_it),
        digest_test(texts_of_more_languages_follow_in_order),
        digest_test(texts_cannot_run_into_each_other),
        cmocka_unit_test(a_line_is_known_by_its_form),
    };
    return cmocka_run_group_tests_name("report/disc_digest", tests, NULL, NULL);
}
