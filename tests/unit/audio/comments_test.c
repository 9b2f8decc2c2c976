/* The meaning of comments. */
#include "audio/comments.h"

#include "unit/scratch.h"

static rbk_unclear_tags unclear;

static void take(const char *const *texts, size_t count, rbk_audio_tags *tags)
{
    rbk_comment comments[8];
    for (size_t i = 0; i < count; i++)
        comments[i] = (rbk_comment){texts[i], strlen(texts[i])};
    memset(tags, 0, sizeof *tags);
    memset(&unclear, 0, sizeof unclear);
    assert_true(rbk_comments_take(comments, count, tags, &unclear));
}

static void names_count_in_any_letters(void **state)
{
    const char *const texts[] = {"title=A",         "Artist=B", "ARTIST=C", "performer=D",
                                 "TrackNumber=3/9", "x",        "=y",       "ISRC=Q"};
    rbk_audio_tags tags;
    (void)state;
    take(texts, 8, &tags);
    assert_string_equal(tags.title, "A");
    assert_string_equal(tags.artist, "B; C");
    assert_string_equal(tags.isrc, "Q");
    assert_int_equal(tags.track_number, 3);
    assert_false(tags.pre_emphasis);
    rbk_audio_tags_release(&tags);
    take(texts + 3, 1, &tags);
    assert_string_equal(tags.artist, "D");
    rbk_audio_tags_release(&tags);
}

static void emphasis_is_said_in_several_ways(void **state)
{
    const struct {
        const char *text;
        bool emphasis;
    } rows[] = {
        {"PRE-EMPHASIS=1", true},      {"pre_emphasis=yes", true},   {"PreEmphasis=true", true},
        {"EMPHASIS=50/15us", true},    {"Pre Emphasis=50/15", true}, {"PRE-EMPHASIS=0", false},
        {"EMPHASIS=none", false},      {"EMPHASIS=No", false},       {"PRE-EMPHASIS=", false},
        {"PRE-EMPHASIS=False", false}, {"DEEMPHASIS=1", false},      {"PRE-EMPHASIS", false},
        {"EMPHASIS=off", false},       {"EMPHASIS= ON ", true},      {"EMPHASIS=50/15 \xC2\xB5s", true},
        {"EMPHASIS=y", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_audio_tags tags;
        take(&rows[i].text, 1, &tags);
        assert_int_equal(tags.pre_emphasis, rows[i].emphasis);
        assert_string_equal(unclear.emphasis, "");
        rbk_audio_tags_release(&tags);
    }
}

static void emphasis_that_is_neither_stated_nor_denied_is_unclear(void **state)
{
    const char *const texts[] = {"maybe", "unknown", "2", "1 track", "50/150", "yes and no", "5"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[64];
        const char *const comments[] = {text, "EMPHASIS=?", "PRE_EMPHASIS=yes"};
        rbk_audio_tags tags;
        snprintf(text, sizeof text, "PRE-EMPHASIS=%s", texts[i]);
        take(comments, 2, &tags); /* the first one is named */
        assert_false(tags.pre_emphasis);
        assert_string_equal(unclear.emphasis, texts[i]);
        take(comments, 3, &tags);
        assert_true(tags.pre_emphasis);
    }
    const char *const longest = "EMPHASIS=0123456789012345678901234567890123456789";
    rbk_audio_tags tags;
    take(&longest, 1, &tags);
    assert_string_equal(unclear.emphasis, "012345678901234567890123456789012345678");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(names_count_in_any_letters),
        scratch_test(emphasis_is_said_in_several_ways),
        scratch_test(emphasis_that_is_neither_stated_nor_denied_is_unclear),
    };
    return cmocka_run_group_tests_name("audio/comments", tests, NULL, NULL);
}
