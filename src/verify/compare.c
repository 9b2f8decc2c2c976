/*
 * Compares the descriptors of two discs: layout, indexes, codes. Opens no file; compare_texts.c compares the texts,
 * compare_samples.c the samples, compare_subchannel.c the subchannels.
 */
#include "verify/compare.h"

#include "base/fail.h"
#include "disc/references.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

RBK_PRINTF(2, 3) static void print_value(char value[RBK_DIFFERENCE_VALUE_BYTES], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(value, RBK_DIFFERENCE_VALUE_BYTES, format, arguments);
    va_end(arguments);
}

/* ------------------------------------------------------------------ one fact of two discs */

typedef struct pair {
    const rbk_compared *first;
    const rbk_compared *second;
    rbk_comparison *comparison;
} pair;

static void compare_words(const pair *p, rbk_difference_kind kind, const rbk_track *track, int32_t lba,
                          const char *first, const char *second)
{
    (void)rbk_difference_of_texts(p->comparison, kind, track, lba, "", first, second);
}

static void compare_sectors(const pair *p, rbk_difference_kind kind, const rbk_track *track, int32_t lba, int64_t first,
                            int64_t second)
{
    if (first == second)
        return;
    rbk_difference *difference = rbk_difference_note(p->comparison, kind, track, lba, 1);
    if (!difference)
        return;
    rbk_time_format(first, difference->first);
    rbk_time_format(second, difference->second);
}

static void compare_numbers(const pair *p, rbk_difference_kind kind, const rbk_track *track, int32_t lba, size_t first,
                            size_t second)
{
    rbk_difference *difference = first != second ? rbk_difference_note(p->comparison, kind, track, lba, 1) : NULL;
    if (!difference)
        return;
    print_value(difference->first, "%zu", first);
    print_value(difference->second, "%zu", second);
}

/* ------------------------------------------------------------------ layout */

/*
 * MODE1/2048 and MODE1/2352 are one mode, in files of two kinds. CDG is audio with R to W: by whether a disc has these, of
 * which only their content tells whether they were lost.
 */
static bool same_mode(rbk_track_mode first, rbk_track_mode second, unsigned ignore)
{
    if (ignore & RBK_IGNORE_SUBCHANNELS && rbk_track_mode_is_audio(first) && rbk_track_mode_is_audio(second))
        return true;
    const char *a = rbk_track_mode_name(first);
    const char *b = rbk_track_mode_name(second);
    size_t length = strcspn(a, "/");
    return length == strcspn(b, "/") && memcmp(a, b, length) == 0;
}

/* To the next index 01, or the lead-out of the track's session. */
static int64_t toc_length(const rbk_layout *layout, size_t t)
{
    const rbk_layout_session *session = rbk_layout_session_of(layout, t);
    bool last = t + 1 == session->first_track + session->track_count;
    int32_t end = last ? session->lead_out_lba : layout->tracks[t + 1].index01_lba;
    return (int64_t)end - layout->tracks[t].index01_lba;
}

/* To the end of the track, before the pregap of the next: as info has it. */
static int64_t own_length(const rbk_layout *layout, size_t t)
{
    return (int64_t)layout->tracks[t].end_lba - layout->tracks[t].index01_lba;
}

/*
 * Compared as in a table of contents, where pregaps are parts of the tracks before them, and shown as elsewhere, unless
 * that would be the same for both.
 */
static void compare_lengths(const pair *p, size_t t, const rbk_track *track, int32_t lba)
{
    const rbk_layout *first = p->first->layout, *second = p->second->layout;
    bool toc = own_length(first, t) == own_length(second, t);
    if (toc_length(first, t) != toc_length(second, t))
        compare_sectors(p, RBK_DIFFERENCE_LENGTH, track, lba, toc ? toc_length(first, t) : own_length(first, t),
                        toc ? toc_length(second, t) : own_length(second, t));
}

static void compare_layout(const pair *p, size_t t, unsigned ignore)
{
    const rbk_track *first = &p->first->disc->tracks[t];
    const rbk_track *second = &p->second->disc->tracks[t];
    int32_t lba = p->first->layout->tracks[t].index01_lba;
    compare_numbers(p, RBK_DIFFERENCE_NUMBER, first, lba, first->number, second->number);
    if (!same_mode(first->mode, second->mode, ignore))
        compare_words(p, RBK_DIFFERENCE_MODE, first, lba, rbk_track_mode_name(first->mode),
                      rbk_track_mode_name(second->mode));
    compare_sectors(p, RBK_DIFFERENCE_START, first, lba, lba, p->second->layout->tracks[t].index01_lba);
    compare_lengths(p, t, first, lba);
}

/* How many there are, or else the first track whose session is another one. */
static void compare_sessions(const pair *p)
{
    const rbk_layout *first = p->first->layout, *second = p->second->layout;
    compare_numbers(p, RBK_DIFFERENCE_SESSIONS, NULL, RBK_NO_LBA, first->session_count, second->session_count);
    for (size_t s = 1; s < first->session_count && first->session_count == second->session_count; s++)
        compare_numbers(p, RBK_DIFFERENCE_SESSIONS, &p->first->disc->tracks[first->sessions[s].first_track],
                        first->sessions[s].start_lba, first->sessions[s].first_track + 1,
                        second->sessions[s].first_track + 1);
}

static const rbk_layout_index *index_of(const rbk_layout_track *track, uint32_t number)
{
    for (size_t i = 0; i < track->index_count; i++)
        if (track->indexes[i].number == number)
            return &track->indexes[i];
    return NULL;
}

/* Indexes count from their track's start: a track that moved as a whole did not change inside. */
static void compare_indexes(const pair *p, size_t t)
{
    const rbk_track *track = &p->first->disc->tracks[t];
    const rbk_layout_track *first = &p->first->layout->tracks[t];
    const rbk_layout_track *second = &p->second->layout->tracks[t];
    compare_sectors(p, RBK_DIFFERENCE_PREGAP, track, first->start_lba, (int64_t)first->index01_lba - first->start_lba,
                    (int64_t)second->index01_lba - second->start_lba);
    for (uint32_t number = 2; number <= RBK_INDEX_MAX; number++) {
        const rbk_layout_index *a = index_of(first, number);
        const rbk_layout_index *b = index_of(second, number);
        bool equal = a && b ? (int64_t)a->lba - first->index01_lba == (int64_t)b->lba - second->index01_lba : a == b;
        rbk_difference *difference =
            equal ? NULL : rbk_difference_note(p->comparison, RBK_DIFFERENCE_INDEX, track, a ? a->lba : RBK_NO_LBA, 1);
        if (!difference)
            continue;
        difference->index = number;
        if (a)
            rbk_time_format(a->lba, difference->first);
        if (b)
            rbk_time_format(b->lba, difference->second);
    }
}

/* ------------------------------------------------------------------ codes */

static void flag_words(uint32_t flags, char words[RBK_DIFFERENCE_VALUE_BYTES])
{
    print_value(words, "%s%s%s%s", flags & RBK_FLAG_COPY_PERMITTED ? "DCP " : "",
                flags & RBK_FLAG_FOUR_CHANNEL ? "4CH " : "", flags & RBK_FLAG_PRE_EMPHASIS ? "PRE " : "",
                flags & RBK_FLAG_SCMS ? "SCMS " : "");
    size_t length = strlen(words);
    if (length)
        words[length - 1] = '\0';
}

static void compare_codes(const pair *p, size_t t)
{
    char first_flags[RBK_DIFFERENCE_VALUE_BYTES], second_flags[RBK_DIFFERENCE_VALUE_BYTES];
    const rbk_track *first = &p->first->disc->tracks[t];
    const rbk_track *second = &p->second->disc->tracks[t];
    int32_t lba = p->first->layout->tracks[t].index01_lba;
    compare_words(p, RBK_DIFFERENCE_ISRC, first, lba, first->isrc, second->isrc);
    flag_words(first->flags, first_flags);
    flag_words(second->flags, second_flags);
    compare_words(p, RBK_DIFFERENCE_FLAGS, first, lba, first_flags, second_flags);
}

/* ------------------------------------------------------------------ all of it */

static void compare_descriptions(const pair *p, unsigned ignore)
{
    const rbk_disc *first = p->first->disc;
    const rbk_disc *second = p->second->disc;
    size_t tracks = first->track_count < second->track_count ? first->track_count : second->track_count;
    compare_numbers(p, RBK_DIFFERENCE_TRACKS, NULL, RBK_NO_LBA, first->track_count, second->track_count);
    compare_sessions(p);
    if (!(ignore & RBK_IGNORE_CODES))
        compare_words(p, RBK_DIFFERENCE_MCN, NULL, RBK_NO_LBA, first->mcn, second->mcn);
    for (size_t t = 0; t < tracks; t++) {
        compare_layout(p, t, ignore);
        if (!(ignore & RBK_IGNORE_INDEXES))
            compare_indexes(p, t);
        if (!(ignore & RBK_IGNORE_CODES))
            compare_codes(p, t);
    }
}

static void begin(rbk_comparison *comparison)
{
    memset(comparison, 0, sizeof *comparison);
    for (size_t kind = 0; kind < RBK_DIFFERENCE_KINDS; kind++) {
        comparison->differences[kind].field = "";
        comparison->differences[kind].lba = RBK_NO_LBA;
        comparison->differences[kind].sample = -1;
    }
}

rbk_status rbk_compared_check(const rbk_compared *first, const rbk_compared *second, rbk_error *error)
{
    if (!first || !second || !first->disc || !first->layout || !second->disc || !second->layout)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (first->disc->track_count != first->layout->track_count ||
        second->disc->track_count != second->layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout does not belong to its disc");
    rbk_status status = rbk_disc_check(first->disc, error);
    return status == RBK_OK ? rbk_disc_check(second->disc, error) : status;
}

rbk_status rbk_compare(const rbk_compared *first, const rbk_compared *second, unsigned ignore,
                       const rbk_listener *listener, rbk_comparison *comparison, rbk_error *error)
{
    if (!comparison)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_comparison made;
    rbk_status status = rbk_compared_check(first, second, error);
    if (status != RBK_OK)
        return status;
    begin(&made);
    pair p = {first, second, &made};
    compare_descriptions(&p, ignore);
    if (!(ignore & RBK_IGNORE_TEXTS))
        status = rbk_compare_texts(first, second, &made, error);
    if (status == RBK_OK && !(ignore & RBK_IGNORE_SAMPLES))
        status = rbk_compare_payload(first, second, listener, &made, error);
    if (status != RBK_OK)
        return status;
    made.same = true;
    for (size_t kind = 0; kind < RBK_DIFFERENCE_KINDS; kind++)
        made.same = made.same && made.differences[kind].count == 0;
    *comparison = made;
    return RBK_OK;
}
