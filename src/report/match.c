/*
 * Discs against the games of a .dat, all in one pass: files are looked up among the tracks of all discs by their
 * checksums, so that a thousand discs take no longer than one.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/room.h"

#include <redbook/match.h>

#include <stdlib.h>
#include <string.h>

#define NO_FILE   SIZE_MAX
#define BYTES_MAX ((int64_t)INT32_MAX * RBK_SECTOR_BYTES) /* more than any disc has */

/* A track of a disc, as a file. */
typedef struct track_file {
    size_t form;
    size_t track;
    int64_t bytes;
    uint32_t crc32;
    char md5[RBK_DAT_MD5_BYTES];
    char sha1[RBK_DAT_SHA1_BYTES];
} track_file;

typedef struct matched_disc {
    size_t track_count;
    rbk_match matches[RBK_MATCHES_MAX];
    uint64_t games[RBK_MATCHES_MAX]; /* of the matches, counted from 1 */
    size_t match_count;
} matched_disc;

/* The files of a disc in one of the forms that lists use. */
typedef struct disc_form {
    size_t disc;
    size_t first; /* of its files */
    size_t track_count;
    int64_t bytes;
    bool as_one;   /* the one file of all tracks */
    uint64_t seen; /* the game that has been compared with it, counted from 1 */
} disc_form;

/* Tracks in the order of a sum. */
typedef struct track_index {
    const track_file **tracks;
    int (*compare)(const void *a, const void *b);
} track_index;

struct rbk_matcher {
    matched_disc *discs;
    size_t disc_count;
    disc_form *forms;
    size_t form_count;
    track_file *tracks;
    size_t track_count;
    track_index by_crc, by_md5, by_sha1;
    size_t *by_size; /* forms in the order of their sizes */
    uint64_t games;
    rbk_dat_file *files; /* of a game, in its order: below; their names are borrowed */
    size_t file_capacity;
};

/* ------------------------------------------------------------------ orders */

static const track_file *track_at(const void *place)
{
    return *(const track_file *const *)place;
}

static int by_crc(const void *a, const void *b)
{
    const track_file *x = track_at(a), *y = track_at(b);
    return (x->crc32 > y->crc32) - (x->crc32 < y->crc32);
}

static int by_md5(const void *a, const void *b)
{
    return strcmp(track_at(a)->md5, track_at(b)->md5);
}

static int by_sha1(const void *a, const void *b)
{
    return strcmp(track_at(a)->sha1, track_at(b)->sha1);
}

/* The position of the first in an index that is not before key. */
static size_t lower_bound(const track_index *index, size_t count, const track_file *key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->compare(&index->tracks[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int compare_sizes(const disc_form *form, size_t count, int64_t bytes)
{
    int order = (form->track_count > count) - (form->track_count < count);
    return order ? order : (form->bytes > bytes) - (form->bytes < bytes);
}

/* ------------------------------------------------------------------ discs */

rbk_matcher *rbk_matcher_new(void)
{
    return calloc(1, sizeof(rbk_matcher));
}

static void drop_indexes(rbk_matcher *m)
{
    free(m->by_crc.tracks);
    free(m->by_md5.tracks);
    free(m->by_sha1.tracks);
    free(m->by_size);
    m->by_crc = m->by_md5 = m->by_sha1 = (track_index){NULL, NULL};
    m->by_size = NULL;
}

void rbk_matcher_free(rbk_matcher *m)
{
    if (!m)
        return;
    drop_indexes(m);
    for (size_t i = 0; i < m->disc_count; i++)
        for (size_t k = 0; k < m->discs[i].match_count; k++)
            rbk_dat_game_release(&m->discs[i].matches[k].game);
    free(m->discs);
    free(m->forms);
    free(m->tracks);
    free(m->files);
    free(m);
}

static void add_file(rbk_matcher *m, int64_t bytes, const rbk_sums *sums)
{
    disc_form *form = &m->forms[m->form_count];
    track_file *track = &m->tracks[m->track_count++];
    *track = (track_file){.form = m->form_count, .track = form->track_count++, .bytes = bytes, .crc32 = sums->crc32};
    memcpy(track->md5, sums->text[RBK_SUM_MD5], sizeof track->md5 - 1);
    memcpy(track->sha1, sums->text[RBK_SUM_SHA1], sizeof track->sha1 - 1);
    form->bytes += bytes;
}

static rbk_status add_form(rbk_matcher *m, const rbk_hash_report *report, bool as_one, rbk_error *error)
{
    track_file *tracks = realloc(m->tracks, (m->track_count + report->track_count + 1) * sizeof *tracks);
    if (!tracks)
        return rbk_fail_memory(error);
    m->tracks = tracks;
    disc_form *forms = rbk_room_for_one(m->forms, m->form_count, sizeof *forms);
    if (!forms)
        return rbk_fail_memory(error);
    m->forms = forms;
    forms[m->form_count] = (disc_form){.disc = m->disc_count, .first = m->track_count, .as_one = as_one};
    int64_t bytes = 0;
    for (size_t t = 0; t < report->track_count; t++) {
        const rbk_track_sums *sums = &report->tracks[t];
        const int64_t of_track = (int64_t)(sums->end_lba - sums->first_lba) * RBK_SECTOR_BYTES;
        if (!as_one)
            add_file(m, of_track, &sums->sums);
        bytes += of_track;
    }
    if (as_one)
        add_file(m, bytes, &report->image);
    m->form_count++;
    return RBK_OK;
}

rbk_status rbk_matcher_add(rbk_matcher *m, const rbk_hash_report *report, const rbk_hash_report *gdi, rbk_error *error)
{
    if (!m || !report)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    matched_disc *discs = rbk_room_for_one(m->discs, m->disc_count, sizeof *discs);
    if (!discs)
        return rbk_fail_memory(error);
    m->discs = discs;
    memset(&discs[m->disc_count], 0, sizeof *discs);
    discs[m->disc_count].track_count = report->track_count;
    const size_t forms = m->form_count, tracks = m->track_count;
    drop_indexes(m); /* they point to tracks, which move */
    rbk_status status = add_form(m, report, false, error);
    if (status == RBK_OK && report->track_count > 1)
        status = add_form(m, report, true, error);
    if (status == RBK_OK && gdi && gdi->track_count > 0)
        status = add_form(m, gdi, false, error);
    if (status != RBK_OK) { /* forms of a disc that was not added are removed */
        m->form_count = forms;
        m->track_count = tracks;
        return status;
    }
    m->disc_count++;
    return RBK_OK;
}

static bool make_index(const rbk_matcher *m, track_index *index, int (*compare)(const void *, const void *))
{
    index->tracks = calloc(m->track_count + 1, sizeof *index->tracks);
    index->compare = compare;
    for (size_t i = 0; index->tracks && i < m->track_count; i++)
        index->tracks[i] = &m->tracks[i];
    if (index->tracks && m->track_count > 1)
        qsort(index->tracks, m->track_count, sizeof *index->tracks, compare);
    return index->tracks != NULL;
}

/* A simple sort: discs are few, and qsort has no argument for them. */
static bool sort_forms(rbk_matcher *m)
{
    m->by_size = calloc(m->form_count + 1, sizeof *m->by_size);
    for (size_t i = 0; m->by_size && i < m->form_count; i++) {
        size_t at = i;
        for (; at > 0 && compare_sizes(&m->forms[m->by_size[at - 1]], m->forms[i].track_count, m->forms[i].bytes) > 0;
             at--)
            m->by_size[at] = m->by_size[at - 1];
        m->by_size[at] = i;
    }
    return m->by_size != NULL;
}

/* ------------------------------------------------------------------ one disc and one game */

static bool is_same(const track_file *track, const rbk_dat_file *file)
{
    return (file->has_crc32 || file->md5[0] || file->sha1[0]) && (file->bytes < 0 || file->bytes == track->bytes) &&
           (!file->has_crc32 || file->crc32 == track->crc32) && (!file->md5[0] || strcmp(file->md5, track->md5) == 0) &&
           (!file->sha1[0] || strcmp(file->sha1, track->sha1) == 0);
}

static bool is_track(const rbk_dat_file *file)
{
    static const char *const extensions[] = {"bin", "raw", "iso", "img"};
    const char *dot = strrchr(file->name, '.');
    for (size_t i = 0; dot && i < sizeof extensions / sizeof extensions[0]; i++)
        if (rbk_ascii_same(dot + 1, extensions[i]))
            return true;
    return false;
}

static bool is_taken(const rbk_match *match, size_t file)
{
    for (size_t t = 0; t < match->track_count; t++)
        if (match->files[t] == file)
            return true;
    return false;
}

/* Tracks with equal files first; what is left of both goes together in order. Tracks in another order are another disc. */
static void assign_files(const rbk_matcher *m, const disc_form *form, const rbk_dat_game *game, rbk_match *match)
{
    match->track_count = form->track_count;
    for (size_t t = 0; t < form->track_count; t++) {
        match->files[t] = NO_FILE;
        match->bytes[t] = m->tracks[form->first + t].bytes;
    }
    for (size_t i = 0; i < match->track_files; i++)
        for (size_t t = 0; t < form->track_count; t++)
            if (match->files[t] == NO_FILE && is_same(&m->tracks[form->first + t], &game->files[i])) {
                match->files[t] = i;
                match->same[t] = true;
                match->same_count++;
                break;
            }
    size_t next = 0;
    for (size_t t = 0; t < form->track_count; t++) {
        if (match->files[t] != NO_FILE)
            continue;
        while (next < match->track_files && is_taken(match, next))
            next++;
        if (next < match->track_files)
            match->files[t] = next;
    }
    match->whole = match->same_count == form->track_count && match->track_files == form->track_count;
    for (size_t t = 0; t < form->track_count; t++)
        match->whole = match->whole && match->files[t] == t;
}

static bool copy_game(const rbk_dat_game *game, rbk_dat_game *copy)
{
    *copy = (rbk_dat_game){.name = strdup(game->name), .files = calloc(game->file_count + 1, sizeof *copy->files)};
    for (size_t i = 0; copy->name && copy->files && i < game->file_count; i++) {
        copy->files[i] = game->files[i];
        copy->files[i].name = strdup(game->files[i].name);
        if (!copy->files[i].name)
            break;
        copy->file_count++;
    }
    if (copy->name && copy->files && copy->file_count == game->file_count)
        return true;
    rbk_dat_game_release(copy);
    return false;
}

static bool is_better(const rbk_match *a, const rbk_match *b)
{
    return a->whole != b->whole ? a->whole : a->same_count > b->same_count;
}

static void drop_match(matched_disc *disc, size_t position)
{
    const size_t after = --disc->match_count - position;
    rbk_dat_game_release(&disc->matches[position].game);
    memmove(&disc->matches[position], &disc->matches[position + 1], after * sizeof *disc->matches);
    memmove(&disc->games[position], &disc->games[position + 1], after * sizeof *disc->games);
}

/* Another form of the disc matched the game before. */
static size_t position_of(const matched_disc *disc, uint64_t number)
{
    size_t position = 0;
    while (position < disc->match_count && disc->games[position] != number)
        position++;
    return position;
}

/* Keeps the best ones, among equals the first; number: of the game. */
static rbk_status keep(matched_disc *disc, const rbk_match *match, const rbk_dat_game *game, uint64_t number,
                       rbk_error *error)
{
    const size_t known = position_of(disc, number);
    if (known < disc->match_count && !is_better(match, &disc->matches[known]))
        return RBK_OK;
    if (known < disc->match_count)
        drop_match(disc, known);
    size_t at = disc->match_count;
    while (at > 0 && is_better(match, &disc->matches[at - 1]))
        at--;
    if (at == RBK_MATCHES_MAX)
        return RBK_OK;
    rbk_match kept = *match;
    if (!copy_game(game, &kept.game))
        return rbk_fail_memory(error);
    if (disc->match_count == RBK_MATCHES_MAX)
        drop_match(disc, RBK_MATCHES_MAX - 1);
    memmove(&disc->matches[at + 1], &disc->matches[at], (disc->match_count - at) * sizeof *disc->matches);
    memmove(&disc->games[at + 1], &disc->games[at], (disc->match_count - at) * sizeof *disc->games);
    disc->matches[at] = kept;
    disc->games[at] = number;
    disc->match_count++;
    return RBK_OK;
}

/* A file of all tracks matches the whole disc or none of it. */
static void spread_file(const matched_disc *disc, rbk_match *match)
{
    for (size_t t = 1; t < disc->track_count; t++) {
        match->files[t] = match->files[0];
        match->bytes[t] = match->bytes[0];
        match->same[t] = true;
    }
    match->track_count = match->same_count = match->track_files = disc->track_count;
}

static rbk_status compare(rbk_matcher *m, size_t which, const rbk_dat_game *game, size_t track_files, rbk_error *error)
{
    disc_form *form = &m->forms[which];
    matched_disc *disc = &m->discs[form->disc];
    rbk_match match = {.track_files = track_files};
    if (form->seen == m->games)
        return RBK_OK;
    form->seen = m->games;
    assign_files(m, form, game, &match);
    if (form->as_one && !match.whole)
        return RBK_OK;
    if (form->as_one)
        spread_file(disc, &match);
    return keep(disc, &match, game, m->games, error);
}

/* ------------------------------------------------------------------ the pass */

/* Every disc that has a track with this sum. */
static rbk_status compare_found(rbk_matcher *m, const track_index *index, const track_file *key,
                                const rbk_dat_file *file, const rbk_dat_game *game, size_t track_files,
                                rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = lower_bound(index, m->track_count, key);
         i < m->track_count && index->compare(&index->tracks[i], &key) == 0 && status == RBK_OK; i++)
        if (is_same(index->tracks[i], file))
            status = compare(m, index->tracks[i]->form, game, track_files, error);
    return status;
}

static rbk_status look_up(rbk_matcher *m, const rbk_dat_file *file, const rbk_dat_game *game, size_t track_files,
                          rbk_error *error)
{
    track_file key = {.crc32 = file->crc32};
    memcpy(key.md5, file->md5, sizeof key.md5);
    memcpy(key.sha1, file->sha1, sizeof key.sha1);
    if (file->has_crc32)
        return compare_found(m, &m->by_crc, &key, file, game, track_files, error);
    if (file->sha1[0])
        return compare_found(m, &m->by_sha1, &key, file, game, track_files, error);
    return file->md5[0] ? compare_found(m, &m->by_md5, &key, file, game, track_files, error) : RBK_OK;
}

/* Discs with as many tracks and bytes, none of which has an equal one. */
static rbk_status compare_sized(rbk_matcher *m, const rbk_dat_game *game, size_t track_files, rbk_error *error)
{
    int64_t bytes = 0;
    for (size_t i = 0; i < track_files; i++) {
        if (game->files[i].bytes > BYTES_MAX)
            return RBK_OK;
        bytes += game->files[i].bytes;
    }
    size_t low = 0, high = m->form_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_sizes(&m->forms[m->by_size[middle]], track_files, bytes) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    rbk_status status = RBK_OK;
    for (;
         low < m->form_count && status == RBK_OK && compare_sizes(&m->forms[m->by_size[low]], track_files, bytes) == 0;
         low++)
        status = compare(m, m->by_size[low], game, track_files, error);
    return status;
}

/*
 * The order of two names by the first number in which they differ, letter case aside: "Track 2" is before "Track 10".
 * Names whose text differs before that have none.
 */
static int compare_names(const char *a, const char *b)
{
    for (;;) {
        size_t x = 0, y = 0;
        while (*a == '0' && rbk_ascii_is_digit(a[1]))
            a++;
        while (*b == '0' && rbk_ascii_is_digit(b[1]))
            b++;
        while (rbk_ascii_is_digit(a[x]))
            x++;
        while (rbk_ascii_is_digit(b[y]))
            y++;
        if (x > 0 && y > 0 && x != y)
            return x < y ? -1 : 1;
        if (x > 0 && y > 0 && *a != *b)
            return *a < *b ? -1 : 1;
        if (rbk_ascii_lower(*a) != rbk_ascii_lower(*b) || !*a)
            return 0;
        a++;
        b++;
    }
}

/*
 * The files of a game, tracks first, by the numbers in their names: lists have files in any order. Where the names have no
 * numbers, the order of the list is the only one.
 */
static rbk_status order_files(rbk_matcher *m, const rbk_dat_game *game, size_t *tracks, rbk_error *error)
{
    if (game->file_count > m->file_capacity) {
        rbk_dat_file *files = realloc(m->files, game->file_count * sizeof *files);
        if (!files)
            return rbk_fail_memory(error);
        m->files = files;
        m->file_capacity = game->file_count;
    }
    size_t count = 0, others = 0;
    for (size_t i = 0; i < game->file_count; i++)
        count += is_track(&game->files[i]);
    *tracks = count;
    for (size_t i = 0, placed = 0; i < game->file_count; i++) {
        size_t at = placed;
        if (!is_track(&game->files[i])) {
            m->files[count + others++] = game->files[i];
            continue;
        }
        for (; at > 0 && count <= RBK_TRACKS_MAX && compare_names(m->files[at - 1].name, game->files[i].name) > 0; at--)
            m->files[at] = m->files[at - 1];
        m->files[at] = game->files[i];
        placed++;
    }
    return RBK_OK;
}

static rbk_status on_game(void *user, const rbk_dat_game *game, rbk_error *error)
{
    rbk_matcher *m = user;
    size_t tracks = 0;
    m->games++;
    rbk_status status = order_files(m, game, &tracks, error);
    if (status != RBK_OK || tracks == 0 || tracks > RBK_TRACKS_MAX)
        return status;
    const rbk_dat_game ordered = {game->name, m->files, game->file_count};
    for (size_t i = 0; i < tracks && status == RBK_OK; i++)
        status = look_up(m, &ordered.files[i], &ordered, tracks, error);
    return status == RBK_OK ? compare_sized(m, &ordered, tracks, error) : status;
}

rbk_status rbk_matcher_read(rbk_matcher *m, const char *path, const rbk_listener *listener, rbk_error *error)
{
    if (!m || !path)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!m->by_size && !(make_index(m, &m->by_crc, by_crc) && make_index(m, &m->by_md5, by_md5) &&
                         make_index(m, &m->by_sha1, by_sha1) && sort_forms(m))) {
        drop_indexes(m);
        return rbk_fail_memory(error);
    }
    return rbk_dat_read(path, on_game, m, listener, error);
}

const rbk_match *rbk_matcher_match(const rbk_matcher *m, size_t disc, size_t position)
{
    return m && disc < m->disc_count && position < m->discs[disc].match_count ? &m->discs[disc].matches[position]
                                                                              : NULL;
}
