/*
 * Every good sheet of the corpus, through every target and back: the same disc. Times are shortened first - each range
 * between two marks of a file becomes a few sectors - so that the payload, noise, stays small.
 * link: -Wl,--wrap=fsync
 */
#include "convert/target.h"
#include "disc/sessions.h"

#include "unit/scratch.h"

#include <redbook/convert.h>
#include <redbook/format.h>
#include <redbook/image.h>

#include <sndfile.h>

/* Sectors between two marks of a file, and after the last. */
#define STEP 3
/* A sheet with longer silence takes too much time. */
#define SILENCE_SECTORS_MAX 1000

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

/* ------------------------------------------------------------------ times drawn together */

/* The positions in a file at which anything begins or ends, ascending. */
typedef struct marks {
    int64_t at[1024];
    size_t count;
} marks;

static void mark(marks *m, int64_t at)
{
    size_t i = 0;
    while (i < m->count && m->at[i] < at)
        i++;
    if (i < m->count && m->at[i] == at)
        return;
    assert_true(m->count < sizeof m->at / sizeof m->at[0]);
    memmove(&m->at[i + 1], &m->at[i], (m->count - i) * sizeof m->at[0]);
    m->at[i] = at;
    m->count++;
}

static int64_t drawn(const marks *m, int64_t at)
{
    size_t i = 0;
    while (m->at[i] != at)
        i++;
    return at == 0 ? 0 : (int64_t)(i + 1) * STEP * 588 + at % 588;
}

static void mark_track(const rbk_track *track, uint32_t file, marks *m)
{
    for (uint32_t e = 0; e < track->extent_count; e++) {
        const rbk_extent *extent = &track->extents[e];
        if (extent->silence || extent->file != file)
            continue;
        mark(m, extent->offset_samples);
        if (extent->length_samples != RBK_TO_END)
            mark(m, extent->offset_samples + extent->length_samples);
        for (size_t i = 0; i < track->index_count; i++)
            if (track->indexes[i].extent == e)
                mark(m, extent->offset_samples + track->indexes[i].offset_samples);
    }
}

static void draw_track(rbk_track *track, uint32_t file, const marks *m)
{
    for (uint32_t e = 0; e < track->extent_count; e++) {
        rbk_extent *extent = &track->extents[e];
        if (extent->silence || extent->file != file)
            continue;
        int64_t from = extent->offset_samples;
        for (size_t i = 0; i < track->index_count; i++)
            if (track->indexes[i].extent == e)
                track->indexes[i].offset_samples = drawn(m, from + track->indexes[i].offset_samples) - drawn(m, from);
        extent->offset_samples = drawn(m, from);
        if (extent->length_samples != RBK_TO_END)
            extent->length_samples = drawn(m, from + extent->length_samples) - drawn(m, from);
    }
}

/* ------------------------------------------------------------------ payload */

static uint8_t noise_at(size_t place)
{
    uint64_t bits = (place + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint8_t)(bits >> 33 | 1);
}

/* Bytes enough for sectors of any size. */
static void write_noise(const char *name, size_t bytes, size_t seed)
{
    uint8_t *data = malloc(bytes);
    assert_non_null(data);
    for (size_t i = 0; i < bytes; i++)
        data[i] = noise_at(i + seed * 7919);
    scratch_write(name, data, bytes);
    free(data);
}

static void write_audio(const char *name, int64_t frames, size_t seed)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    short *samples = malloc((size_t)frames * 2 * sizeof *samples);
    assert_non_null(samples);
    for (size_t i = 0; i < (size_t)frames * 2; i++)
        samples[i] = (short)(noise_at(i + seed) << 7);
    assert_int_equal(sf_writef_short(file, samples, frames), frames);
    free(samples);
    sf_close(file);
}

static bool has_data(const rbk_disc *disc, uint32_t file)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++)
            if (disc->tracks[t].mode != RBK_MODE_AUDIO && !disc->tracks[t].extents[e].silence &&
                disc->tracks[t].extents[e].file == file)
                return true;
    return false;
}

/* The file gets short times, sectors or audio of that length, and a name without problems. */
static void make_file(rbk_disc *disc, uint32_t position)
{
    char name[32];
    marks m = {.count = 0};
    rbk_file *file = &disc->files[position];
    for (size_t t = 0; t < disc->track_count; t++)
        mark_track(&disc->tracks[t], position, &m);
    for (size_t t = 0; t < disc->track_count; t++)
        draw_track(&disc->tracks[t], position, &m);
    int64_t sectors = (int64_t)(m.count + 2) * STEP;
    if (file->type == RBK_FILE_AUDIO && has_data(disc, position))
        file->type = RBK_FILE_BINARY;
    snprintf(name, sizeof name, "source-%u.%s", (unsigned)position, file->type == RBK_FILE_AUDIO ? "wav" : "bin");
    if (file->type == RBK_FILE_AUDIO)
        write_audio(name, sectors * 588, position);
    else
        write_noise(name, (size_t)sectors * 2448, position);
    free(file->path);
    file->path = strdup(scratch_path(name));
    rbk_disc_set_subchannel(disc, position, RBK_SUBCHANNEL_NONE, NULL, NULL, NULL);
}

static bool is_worth_it(const rbk_disc *disc)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++)
            if (disc->tracks[t].extents[e].silence &&
                disc->tracks[t].extents[e].length_samples > SILENCE_SECTORS_MAX * 588)
                return false;
    return disc->file_count < 100;
}

/* ------------------------------------------------------------------ one disc there and back */

typedef struct laid_disc {
    rbk_disc *disc;
    rbk_layout *layout;
} laid_disc;

static void release(laid_disc *d)
{
    rbk_layout_free(d->layout);
    rbk_disc_free(d->disc);
    *d = (laid_disc){NULL, NULL};
}

static bool lay_out(laid_disc *d)
{
    return rbk_layout_compute(d->disc, RBK_JOIN_AUTO, &d->layout, NULL, NULL) == RBK_OK;
}

static bool has_loss(const rbk_findings *findings, const char *what, uint32_t track)
{
    char lost[64], changed[64];
    snprintf(lost, sizeof lost, "lost.%s", what);
    snprintf(changed, sizeof changed, "changed.%s", what);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        const bool is_about =
            finding->track == track || strstr(finding->text, " other text"); /* one loss for several */
        if (is_about && (strcmp(finding->rule, lost) == 0 || strcmp(finding->rule, changed) == 0))
            return true;
    }
    return false;
}

/* What is under test, for messages. */
static char trip[700];

#define EXPECT(condition, ...)                                                                                         \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            print_message(__VA_ARGS__);                                                                                \
            fail_msg("%s", trip);                                                                                      \
        }                                                                                                              \
    } while (0)

static void compare_texts(const rbk_text *a, const rbk_text *b, const rbk_findings *findings, uint32_t track)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++) {
        const char *was = a->field[field] ? a->field[field] : "";
        const char *is = b->field[field] ? b->field[field] : "";
        EXPECT(strcmp(was, is) == 0 || has_loss(findings, "text", track), "track %u: the %s '%s' came back as '%s'\n",
               (unsigned)track, rbk_text_field_name((rbk_text_field)field), was, is);
    }
}

static void compare_remarks(const rbk_remarks *a, const rbk_remarks *b, const rbk_findings *findings, uint32_t track)
{
    if (has_loss(findings, "remark", track) || has_loss(findings, "text", track))
        return;
    EXPECT(a->count == b->count, "track %u: %zu remarks came back as %zu\n", (unsigned)track, a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        EXPECT(strcmp(a->lines[i], b->lines[i]) == 0, "track %u: a remark '%s' came back as '%s'\n", (unsigned)track,
               a->lines[i], b->lines[i]);
}

static bool same_mode(rbk_track_mode a, rbk_track_mode b)
{
    bool mode1_a = a == RBK_MODE_MODE1_2048 || a == RBK_MODE_MODE1_2352;
    bool mode1_b = b == RBK_MODE_MODE1_2048 || b == RBK_MODE_MODE1_2352;
    bool cdi_a = a == RBK_MODE_CDI_2336 || a == RBK_MODE_CDI_2352;
    bool cdi_b = b == RBK_MODE_CDI_2336 || b == RBK_MODE_CDI_2352;
    return rbk_track_mode_is_audio(a) == rbk_track_mode_is_audio(b) && mode1_a == mode1_b && cdi_a == cdi_b;
}

static void compare_track(const laid_disc *a, const laid_disc *b, size_t t, const rbk_findings *findings)
{
    const rbk_track *was = &a->disc->tracks[t], *is = &b->disc->tracks[t];
    const rbk_layout_track *laid = &a->layout->tracks[t], *laid_again = &b->layout->tracks[t];
    const uint32_t n = was->number;
    EXPECT(n == is->number || has_loss(findings, "track-number", a->disc->tracks[0].number),
           "track %u came back as %u\n", (unsigned)n, (unsigned)is->number);
    EXPECT(same_mode(was->mode, is->mode) || has_loss(findings, "mode", n), "track %u: %s came back as %s\n",
           (unsigned)n, rbk_track_mode_name(was->mode), rbk_track_mode_name(is->mode));
    EXPECT(strcmp(was->isrc, is->isrc) == 0, "track %u: ISRC '%s' came back as '%s'\n", (unsigned)n, was->isrc,
           is->isrc);
    EXPECT(((was->flags ^ is->flags) & RBK_FLAGS_OF_Q) == 0 || has_loss(findings, "flag", n),
           "track %u: flags %u came back as %u\n", (unsigned)n, (unsigned)was->flags, (unsigned)is->flags);
    EXPECT(((was->flags ^ is->flags) & RBK_FLAGS_OF_TYPE) == 0 || has_loss(findings, "mode", n),
           "track %u: the disc type of its flags %u came back as that of %u\n", (unsigned)n, (unsigned)was->flags,
           (unsigned)is->flags);
    EXPECT(laid->index_count == laid_again->index_count, "track %u: %zu indexes came back as %zu\n", (unsigned)n,
           laid->index_count, laid_again->index_count);
    for (size_t i = 0; i < laid->index_count; i++)
        EXPECT(laid->indexes[i].number == laid_again->indexes[i].number &&
                   laid->indexes[i].lba == laid_again->indexes[i].lba,
               "track %u: index %u at %d came back as %u at %d\n", (unsigned)n, (unsigned)laid->indexes[i].number,
               (int)laid->indexes[i].lba, (unsigned)laid_again->indexes[i].number, (int)laid_again->indexes[i].lba);
    compare_texts(&was->text, &is->text, findings, n);
    compare_remarks(&was->remarks, &is->remarks, findings, n);
}

static void compare_discs(const laid_disc *a, const laid_disc *b, const rbk_findings *findings)
{
    EXPECT(a->disc->track_count == b->disc->track_count, "%zu tracks came back as %zu\n", a->disc->track_count,
           b->disc->track_count);
    EXPECT(rbk_layout_end(a->layout) == rbk_layout_end(b->layout), "%d sectors came back as %d\n",
           (int)rbk_layout_end(a->layout), (int)rbk_layout_end(b->layout));
    EXPECT(a->layout->session_count == b->layout->session_count, "%zu sessions came back as %zu\n",
           a->layout->session_count, b->layout->session_count);
    for (size_t s = 0; s < a->layout->session_count; s++)
        EXPECT(memcmp(&a->layout->sessions[s], &b->layout->sessions[s], sizeof a->layout->sessions[s]) == 0,
               "session %zu at %d came back at %d\n", s + 1, (int)a->layout->sessions[s].start_lba,
               (int)b->layout->sessions[s].start_lba);
    EXPECT(strcmp(a->disc->mcn, b->disc->mcn) == 0, "MCN '%s' came back as '%s'\n", a->disc->mcn, b->disc->mcn);
    compare_texts(&a->disc->text, &b->disc->text, findings, 0);
    compare_remarks(&a->disc->remarks, &b->disc->remarks, findings, 0);
    for (size_t t = 0; t < a->disc->track_count; t++)
        compare_track(a, b, t, findings);
}

static rbk_status convert_to(const rbk_disc *disc, const rbk_target *target, rbk_pregaps pregaps, const char *path,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    options.target = target;
    options.pregaps = pregaps;
    options.author.jobs = 1;
    options.force_delivery = true; /* the corpus has discs that no plant presses */
    return rbk_convert(disc, &options, scratch_path(path), NULL, NULL, findings, error);
}

/* All sectors of a disc; *size of them. Freed by the caller; NULL if its files have to be decoded. */
static uint8_t *read_all(const laid_disc *d, size_t *size)
{
    rbk_image *image = NULL;
    if (rbk_image_open(d->disc, d->layout, &image, NULL) != RBK_OK)
        return NULL;
    *size = (size_t)rbk_layout_sectors(d->layout) * 2352;
    uint8_t *sectors = malloc(*size), *at = sectors;
    assert_non_null(sectors);
    rbk_error error;
    for (size_t s = 0; s < d->layout->session_count; s++) {
        const rbk_layout_session *session = &d->layout->sessions[s];
        uint32_t count = (uint32_t)(session->lead_out_lba - session->start_lba);
        EXPECT(rbk_image_read_sectors(image, session->start_lba, count, at, &error) == RBK_OK, "%s\n", error.sentence);
        at += (size_t)count * 2352;
    }
    rbk_image_close(image);
    return sectors;
}

static void compare_sectors(const laid_disc *b)
{
    size_t size_a = 0, size_b = 0;
    uint8_t *data_a = (uint8_t *)scratch_read("first.bin", &size_a), *data_b = read_all(b, &size_b);
    assert_non_null(data_a);
    EXPECT(data_b && size_a == size_b && memcmp(data_a, data_b, size_a) == 0, "the sectors differ\n");
    free(data_a);
    free(data_b);
}

/* Files of the previous conversion; replacing them one by one would be slow. */
static void sweep(const char *but, const char *and_but)
{
    DIR *entries = opendir(scratch_folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));)
        if (entry->d_name[0] != '.' && strncmp(entry->d_name, but, strlen(but)) != 0 &&
            strncmp(entry->d_name, and_but, strlen(and_but)) != 0)
            (void)(unlink(scratch_path(entry->d_name)) == 0 || scratch_remove(scratch_path(entry->d_name)) == 0);
    closedir(entries);
}

/* Some targets cannot hold the pregap at the start of a session: fewer sectors are read back. */
static bool loses_a_pregap(const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "lost.pause") == 0)
            return true;
    return false;
}

/* Counts a conversion that was made; a disc that the target cannot hold does not count. */
static void go_there_and_back(const laid_disc *a, const rbk_target *target, rbk_pregaps pregaps, size_t *trips)
{
    char name[64];
    rbk_error error;
    rbk_findings *findings = rbk_findings_new(), *more = rbk_findings_new();
    assert_true(findings && more);
    sweep("source", "first");
    snprintf(name, sizeof name, target->extension[0] ? "there.%s" : "there/DDPID%s", target->extension);
    rbk_error_init(&error);
    rbk_status status = convert_to(a->disc, target, pregaps, name, findings, &error);
    EXPECT(status == RBK_OK || status == RBK_REFUSED || status == RBK_UNSUPPORTED || status == RBK_BAD_LAYOUT,
           "%s: %s\n", rbk_status_name(status), error.sentence);
    if (status == RBK_OK && rbk_format_find(target->extension)) { /* others are parts of a disc */
        laid_disc b = {NULL, NULL};
        status = rbk_source_open(scratch_path(name), NULL, &b.disc, more, &error);
        EXPECT(status == RBK_OK && lay_out(&b), "it cannot be read: %s\n", error.sentence);
        if (!loses_a_pregap(findings)) {
            compare_discs(a, &b, findings);
            compare_sectors(&b);
        }
        release(&b);
        (*trips)++;
    }
    rbk_findings_free(findings);
    rbk_findings_free(more);
}

/* ------------------------------------------------------------------ the corpus */

/* Sheets go to every target, with commands too; other descriptors to one of each kind, since their discs are no
   different.
 */
static bool is_for(const rbk_target *target, bool every)
{
    static const char *const one_of_each[] = {"redump", "eac", "toc", "ccd", "ddp"};
    for (size_t i = 0; i < sizeof one_of_each / sizeof one_of_each[0]; i++)
        every |= strcmp(target->name, one_of_each[i]) == 0;
    return every;
}

static void convert_sheet(const char *path, bool every, size_t *discs, size_t *trips)
{
    laid_disc a = {NULL, NULL};
    rbk_findings *findings = rbk_findings_new();
    sweep("none", "none");
    bool usable = rbk_format_read_file(path, NULL, &a.disc, findings, NULL) == RBK_OK && is_worth_it(a.disc);
    for (uint32_t i = 0; usable && i < a.disc->file_count; i++)
        make_file(a.disc, i);
    snprintf(trip, sizeof trip, "%s", path);
    usable = usable && rbk_source_probe(a.disc, NULL, NULL, findings, NULL) == RBK_OK && lay_out(&a) &&
             /* its BIN has 2352 bytes to the sector, whatever the tracks are */
             convert_to(a.disc, rbk_target_find("cdrwin"), RBK_PREGAPS_KEEP, "first.cue", findings, NULL) == RBK_OK;
    for (size_t i = 0; usable && rbk_target_at(i); i++) {
        const rbk_target *target = rbk_target_at(i);
        if (!is_for(target, every))
            continue;
        snprintf(trip, sizeof trip, "%s for %s", path, target->name);
        go_there_and_back(&a, target, RBK_PREGAPS_KEEP, trips);
        snprintf(trip, sizeof trip, "%s for %s with pregap commands", path, target->name);
        if (every && rbk_target_traits_of(target)->commands)
            go_there_and_back(&a, target, RBK_PREGAPS_COMMANDS, trips);
    }
    *discs += usable;
    release(&a);
    rbk_findings_free(findings);
}

static void convert_folder(const char *folder, const char *ending, bool every, size_t least_discs)
{
    char path[600];
    size_t sheets = 0, discs = 0, trips = 0;
    DIR *corpus = opendir(folder);
    assert_non_null(corpus);
    for (struct dirent *entry; (entry = readdir(corpus));) {
        const char *dot = strrchr(entry->d_name, '.');
        if (strncmp(entry->d_name, "good.", 5) != 0 || !dot || strcmp(dot, ending) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        convert_sheet(path, every, &discs, &trips);
        sheets++;
    }
    closedir(corpus);
    print_message("%s: %zu sheets, %zu discs, %zu trips\n", folder, sheets, discs, trips);
    assert_true(discs >= least_discs);
    assert_true(trips >= discs * (every ? 13 : 4) - 4); /* nearly every disc to nearly every target; no TOC
                                                             * takes two sessions */
}

static void sheets_of_every_dialect_come_back_from_every_target(void **state)
{
    (void)state;
    convert_folder("tests/corpus/cue", ".cue", true, 140);
}

static void tocs_come_back_from_every_target(void **state)
{
    (void)state;
    convert_folder("tests/corpus/toc", ".toc", false, 70);
}

static void cloned_images_come_back_from_every_target(void **state)
{
    (void)state;
    convert_folder("tests/corpus/ccd", ".ccd", false, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(sheets_of_every_dialect_come_back_from_every_target),
        scratch_test(tocs_come_back_from_every_target),
        scratch_test(cloned_images_come_back_from_every_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
