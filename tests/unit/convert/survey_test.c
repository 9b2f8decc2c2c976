/*
 * The subchannel of a source: carried where the target has one, and a loss only where there is something in it.
 */
#include "unit/convert/converting.h"

#include <redbook/subchannel.h>

#define CDG_SECTORS 60

static uint8_t sectors[CDG_SECTORS][2448];

/* Two tracks of CD+G; the second one's subchannel is empty. */
static void make_graphics(void)
{
    static const char sheet[] = "FILE \"g.bin\" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n"
                                "  TRACK 02 CDG\n    INDEX 01 00:00:40\n";
    for (size_t s = 0; s < CDG_SECTORS; s++)
        for (size_t i = 0; i < 2448; i++)
            sectors[s][i] = (uint8_t)(i < 2352 ? s * 7 + i : s < 40 ? (s * 11 + i * 5) & 0x3F : 0);
    scratch_write("g.bin", sectors, sizeof sectors);
    scratch_write("g.cue", sheet, sizeof sheet - 1);
    read_disc("g.cue");
}

static size_t told(const char *rule, uint32_t track)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strcmp(rbk_findings_at(findings, i)->rule, rule) == 0 && rbk_findings_at(findings, i)->track == track;
    return count;
}

static void graphics_go_into_a_sub(void **state)
{
    (void)state;
    make_graphics();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
    size_t size;
    char *sub = scratch_read("b.sub", &size);
    assert_non_null(sub);
    assert_int_equal(size, CDG_SECTORS * 96);
    for (size_t s = 0; s < CDG_SECTORS; s++) {
        uint8_t channels[96];
        const uint8_t *found = (const uint8_t *)sub + s * 96;
        rbk_subchannel_deinterleave(sectors[s] + 2352, channels);
        assert_memory_equal(found + 24, channels + 24, 72);
        assert_true(rbk_q_verify(found + 12));
    }
    free(sub);
}

static void graphics_are_lost_elsewhere_by_the_tracks_that_have_some(void **state)
{
    (void)state;
    make_graphics();
    assert_int_equal(convert_for("wav", "b.cue", NULL), RBK_OK);
    assert_int_equal(told("lost.subchannel", 1), 1);
    assert_int_equal(told("lost.subchannel", 2), 0);
    assert_int_equal(done->loss_count, 1);
}

static void a_sub_that_says_what_the_disc_says_is_no_loss(void **state)
{
    (void)state;
    make_source();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_author_open(scratch_path("b.ccd"), NULL, &disc, findings, &error), RBK_OK);
    assert_true(rbk_subchannel_disc_has(disc));
    options.strict = true;
    assert_int_equal(convert_for("redump", "c.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
}

static void q_that_says_something_else_is_told(void **state)
{
    (void)state;
    size_t size;
    make_source();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    char *sub = scratch_read("b.sub", &size);
    assert_non_null(sub);
    sub[200 * 96 + 12 + 5] ^= 1; /* a CRC that is wrong on purpose, as copy protections have it */
    scratch_write("b.sub", sub, size);
    free(sub);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_author_open(scratch_path("b.ccd"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(convert_for("redump", "c.cue", NULL), RBK_OK);
    assert_int_equal(told("lost.subchannel", 0), 1);
    assert_int_equal(convert_for("ccd", "d.ccd", NULL), RBK_OK);
    assert_int_equal(told("changed.subchannel", 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(graphics_go_into_a_sub),
        convert_test(graphics_are_lost_elsewhere_by_the_tracks_that_have_some),
        convert_test(a_sub_that_says_what_the_disc_says_is_no_loss),
        convert_test(q_that_says_something_else_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
