/*
 * What the files hold: a visitor of a scan, which goes through the tracks one after another. Data sectors are verified
 * one by one; audio is probed (level, mean, runs of full scale, silence) and reported from data and from swapped bytes.
 *
 * Byte order. Neighbouring values of audio are near each other; with their bytes swapped they are as good as noise.
 * What is compared is roughness - mean distance of neighbours over mean absolute value - as the bytes stand and
 * swapped: noise has 4/3 both ways, and 8-bit audio or square waves are not rough as they stand, so that only what is
 * rough as it stands and smooth when swapped counts. One sector in 16 is enough.
 */
#include "audio/sector_sums.h"
#include "cd/sector.h"
#include "verify/check.h"
#include "verify/check_signal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACES_NAMED     6
#define ORDER_STRIDE     16
#define ORDER_VALUES_MIN 20000 /* that are not zero, of those looked at: a track of 4 s has as many */
#define ORDER_ROUGH      1.0
#define ORDER_SMOOTHER   1.6
#define FULL_SCALE       32767
#define FULL_SCALE_RUN   3
#define DC_MAX           (FULL_SCALE / 100.0)

typedef struct run {
    int sign; /* 0: none */
    int64_t length;
    int64_t start_sample;
} run;

typedef struct work {
    const rbk_inspection *in;
    const rbk_track *track;
    const rbk_layout_track *laid;
    rbk_check_track *report;
    rbk_sector_kind kind;        /* of a data track; form 1 for mode 2 */
    rbk_form_votes forms;        /* of a track of mode 2 */
    int32_t damaged_before_body; /* sectors with a defect that formless ones can have, too */
    int32_t first_sync_lba;
    int32_t places[RBK_DATA_DEFECTS][PLACES_NAMED];
    const rbk_sector_kernel *kernel;
    rbk_sector_sums totals; /* of the track */
    run runs[RBK_CHANNELS];
    bool notified; /* a sample that is not zero from index 01 on */
    rbk_sector_roughness order;
    int64_t order_values; /* that are not zero */
} work;

/* ------------------------------------------------------------------ data */

static const struct defect_row {
    const char *rule;
    const char *what;
    unsigned bits;
} defect_rows[RBK_DATA_DEFECTS] = {
    {RBK_RULE_DATA_SYNC, "without a sync", RBK_SECTOR_BAD_SYNC},
    {RBK_RULE_DATA_ADDRESS, "whose header has another address", RBK_SECTOR_BAD_ADDRESS},
    {RBK_RULE_DATA_MODE, "with another mode than the track's", RBK_SECTOR_BAD_MODE},
    {RBK_RULE_DATA_SUBHEADER, "whose subheader copies differ", RBK_SECTOR_BAD_SUBHEADER},
    {RBK_RULE_DATA_EDC, "with a wrong EDC", RBK_SECTOR_BAD_EDC},
    {RBK_RULE_DATA_PARITY, "with wrong P or Q parity", RBK_SECTOR_BAD_P | RBK_SECTOR_BAD_Q},
    {RBK_RULE_DATA_ZERO, "without the zeros after the EDC", RBK_SECTOR_BAD_ZERO},
};

const char *rbk_data_defect_rule(rbk_data_defect defect)
{
    return (unsigned)defect < RBK_DATA_DEFECTS ? defect_rows[defect].rule : "unknown";
}

/* Defects of what formless sectors have not. */
#define DEFECTS_OF_FORMS ((unsigned)RBK_SECTOR_BAD_SUBHEADER | RBK_SECTOR_BAD_EDC | RBK_SECTOR_BAD_P | RBK_SECTOR_BAD_Q)

static bool is_mode1(rbk_track_mode mode)
{
    return mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352;
}

static bool is_empty(const work *w, const uint8_t *raw)
{
    static const uint8_t zeros[2048];
    return memcmp(raw + rbk_sector_user_offset(w->kind), zeros, sizeof zeros) == 0;
}

static void look_at_data(work *w, int32_t lba, const uint8_t *raw)
{
    w->report->empty_tail_sectors = is_empty(w, raw) ? w->report->empty_tail_sectors + 1 : 0;
    unsigned bits = rbk_sector_verify(w->kind, lba, raw);
    if (bits & RBK_SECTOR_BAD_SYNC)
        bits = RBK_SECTOR_BAD_SYNC; /* whatever it is, the rest of it is no sector of data */
    rbk_form_votes_add(&w->forms, raw);
    w->report->damaged_sectors += bits != 0;
    w->damaged_before_body += (bits & ~DEFECTS_OF_FORMS) != 0;
    for (size_t d = 0; bits && d < RBK_DATA_DEFECTS; d++)
        if (bits & defect_rows[d].bits) {
            int32_t count = w->report->defects[d]++;
            if (count < PLACES_NAMED)
                w->places[d][count] = lba;
        }
}

/* All sectors of a track of mode 2 were verified as if they had forms: which they are shows at its end. */
static rbk_status conclude_forms(const work *w)
{
    if (w->kind == RBK_SECTOR_MODE1 || !rbk_form_votes_are_formless(&w->forms))
        return RBK_OK;
    w->report->damaged_sectors = w->damaged_before_body;
    for (size_t d = 0; d < RBK_DATA_DEFECTS; d++)
        if (defect_rows[d].bits & DEFECTS_OF_FORMS)
            w->report->defects[d] = RBK_NOT_VERIFIED;
    return rbk_inspection_report(w->in, RBK_RULE_DATA_FORMLESS, w->track,
                                 "track %u is formless, %" PRIu32 " of its %" PRId32
                                 " sectors have no subheader: there is no EDC and no parity to be verified",
                                 (unsigned)w->track->number, w->forms.formless, w->report->sectors_read);
}

static rbk_status report_data(const work *w)
{
    rbk_status status = conclude_forms(w);
    for (size_t d = 0; d < RBK_DATA_DEFECTS && status == RBK_OK; d++) {
        char places[PLACES_NAMED * 16] = "";
        int32_t count = w->report->defects[d];
        for (int32_t i = 0, used = 0; i < count && i < PLACES_NAMED; i++)
            used += snprintf(places + used, sizeof places - (size_t)used, "%s%" PRId32, i ? ", " : "", w->places[d][i]);
        if (count > 0)
            status = rbk_inspection_report(w->in, defect_rows[d].rule, w->track,
                                           "track %u has %" PRId32 " sector%s %s: lba %s%s", (unsigned)w->track->number,
                                           count, RBK_PLURAL(count, "", "s"), defect_rows[d].what, places,
                                           count > PLACES_NAMED ? ", ..." : "");
    }
    return status;
}

/* What a drive that reads ahead finds before the audio; next is the track after, NULL for none. */
static rbk_status report_post_gap(const work *w, const rbk_track *next)
{
    int32_t empty = w->report->empty_tail_sectors;
    if (!next || !rbk_track_mode_is_audio(next->mode) || empty >= RBK_PREGAP_SECTORS)
        return RBK_OK;
    return rbk_inspection_report(w->in, RBK_RULE_DATA_POST_GAP, w->track,
                                 "track %u ends with %" PRId32
                                 " empty sector%s before the audio of track %u, expected 150 or more",
                                 (unsigned)w->track->number, empty, RBK_PLURAL(empty, "", "s"), (unsigned)next->number);
}

/* ------------------------------------------------------------------ audio */

static bool has_sync(const uint8_t *raw)
{
    static const uint8_t sync[12] = {0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0};
    return memcmp(raw, sync, sizeof sync) == 0;
}

static void look_at_order(work *w, const int16_t values[RBK_SECTOR_VALUES])
{
    const rbk_sector_roughness found = w->kernel->roughness(values);
    w->order.distance += found.distance;
    w->order.level += found.level;
    w->order.swapped_distance += found.swapped_distance;
    w->order.swapped_level += found.swapped_level;
    w->order_values += found.nonzero;
}

/* A run that has become this long moves to the next class of lengths when it is long enough for it. */
static void count_run(rbk_check_track *report, int64_t length)
{
    static const int64_t least[RBK_RUN_LENGTHS] = {FULL_SCALE_RUN, 4, 10};
    for (int class = 0; class < RBK_RUN_LENGTHS; class ++)
        if (length == least[class]) {
            report->full_scale_runs_by_length[class]++;
            if (class > 0)
                report->full_scale_runs_by_length[class - 1]--;
        }
    report->longest_full_scale_run = length > report->longest_full_scale_run ? length : report->longest_full_scale_run;
}

static void look_for_runs(work *w, int channel, int64_t first_sample, const int16_t values[RBK_SECTOR_VALUES])
{
    run *r = &w->runs[channel];
    for (int i = 0; i < RBK_SECTOR_SAMPLES; i++) {
        int value = values[i * RBK_CHANNELS + channel];
        int sign = value >= FULL_SCALE ? 1 : value <= -FULL_SCALE ? -1 : 0;
        if (sign != r->sign)
            *r = (run){sign, 0, first_sample + i};
        if (!sign || ++r->length < FULL_SCALE_RUN)
            continue;
        count_run(w->report, r->length);
        if (r->length != FULL_SCALE_RUN)
            continue;
        w->report->full_scale_runs++;
        if (w->report->first_full_scale_sample < 0 || r->start_sample < w->report->first_full_scale_sample)
            w->report->first_full_scale_sample = r->start_sample;
    }
}

/* Zeros at the head and the tail, from index 01 on. */
static void look_for_silence(work *w, const int16_t values[RBK_SECTOR_VALUES])
{
    int first = 0, last = RBK_SECTOR_SAMPLES;
    while (first < RBK_SECTOR_SAMPLES && !values[2 * first] && !values[2 * first + 1])
        first++;
    if (!w->notified)
        w->report->head_silence_samples += first;
    if (first == RBK_SECTOR_SAMPLES) {
        w->report->tail_silence_samples += RBK_SECTOR_SAMPLES;
        return;
    }
    while (!values[2 * last - 2] && !values[2 * last - 1])
        last--;
    w->notified = true;
    w->report->tail_silence_samples = RBK_SECTOR_SAMPLES - last;
}

const char *rbk_channels_name(rbk_channels channels)
{
    static const char *const names[RBK_CHANNELS_KINDS] = {"stereo",    "identical",  "inverted",
                                                          "left only", "right only", "silent"};
    return (unsigned)channels < RBK_CHANNELS_KINDS ? names[channels] : "unknown";
}

/* Adds a sector to the totals; returns its largest absolute value. */
static int add_to_totals(work *w, const int16_t values[RBK_SECTOR_VALUES])
{
    const rbk_sector_sums found = w->kernel->sums(values);
    w->totals.left += found.left;
    w->totals.right += found.right;
    w->totals.left_squares += found.left_squares;
    w->totals.right_squares += found.right_squares;
    w->totals.products += found.products;
    w->report->unequal_samples += found.unequal;
    w->report->uninverted_samples += found.uninverted;
    return found.peak;
}

static void look_at_audio(work *w, int32_t lba, const uint8_t *raw, const int16_t values[RBK_SECTOR_VALUES])
{
    int peak = add_to_totals(w, values);
    w->report->peak = peak > w->report->peak ? peak : w->report->peak;
    for (int channel = 0; channel < RBK_CHANNELS; channel++) {
        if (peak >= FULL_SCALE)
            look_for_runs(w, channel, (int64_t)lba * RBK_SECTOR_SAMPLES, values);
        else
            w->runs[channel].sign = 0;
    }
    if (lba % ORDER_STRIDE == 0 && peak)
        look_at_order(w, values);
    if (lba < w->laid->index01_lba)
        return;
    w->report->program_peak = peak > w->report->program_peak ? peak : w->report->program_peak;
    look_for_silence(w, values);
    if (has_sync(raw) && w->report->sectors_with_sync++ == 0)
        w->first_sync_lba = lba;
}

/* What the two channels have to do with each other. */
static void conclude_channels(const rbk_sector_sums *t, rbk_check_track *report)
{
    bool left = t->left_squares > 0, right = t->right_squares > 0;
    if (left && right)
        report->correlation = (double)t->products / sqrt((double)t->left_squares * (double)t->right_squares);
    if (!left && !right)
        report->channels = RBK_CHANNELS_SILENT;
    else if (!left || !right)
        report->channels = left ? RBK_CHANNELS_LEFT_ONLY : RBK_CHANNELS_RIGHT_ONLY;
    else if (report->unequal_samples == 0)
        report->channels = RBK_CHANNELS_IDENTICAL;
    else if (report->uninverted_samples == 0)
        report->channels = RBK_CHANNELS_INVERTED;
}

static void conclude_audio(work *w)
{
    rbk_check_track *report = w->report;
    if (report->sectors_read) {
        double samples = (double)report->sectors_read * RBK_SECTOR_SAMPLES;
        report->dc[0] = (double)w->totals.left / samples;
        report->dc[1] = (double)w->totals.right / samples;
    }
    conclude_channels(&w->totals, report);
    if (w->order_values < ORDER_VALUES_MIN || !w->order.level || !w->order.swapped_level)
        return;
    double as_is = (double)w->order.distance / (double)w->order.level;
    double swapped = (double)w->order.swapped_distance / (double)w->order.swapped_level;
    report->byte_swapped = as_is > ORDER_ROUGH && swapped * ORDER_SMOOTHER < as_is;
}

static rbk_status report_silence(const work *w)
{
    char length[RBK_TIME_BYTES];
    const rbk_check_track *report = w->report;
    unsigned number = w->track->number;
    rbk_status status = RBK_OK;
    if (w->laid->end_lba <= w->laid->index01_lba)
        return RBK_OK; /* reported: track.empty */
    if (!w->notified)
        return rbk_inspection_report(w->in, RBK_RULE_AUDIO_SILENT, w->track,
                                     "track %u is digital silence from index 01 on", number);
    if (report->head_silence_samples >= RBK_CHECK_SILENCE_SAMPLES)
        status = rbk_inspection_report(w->in, RBK_RULE_AUDIO_HEAD_SILENCE, w->track,
                                       "track %u begins with %s of digital silence", number,
                                       rbk_time_format(rbk_sectors_floor(report->head_silence_samples), length));
    if (status == RBK_OK && report->tail_silence_samples >= RBK_CHECK_SILENCE_SAMPLES)
        status = rbk_inspection_report(w->in, RBK_RULE_AUDIO_TAIL_SILENCE, w->track,
                                       "track %u ends with %s of digital silence", number,
                                       rbk_time_format(rbk_sectors_floor(report->tail_silence_samples), length));
    return status;
}

static rbk_status report_audio(const work *w)
{
    char time[RBK_TIME_BYTES];
    const rbk_check_track *report = w->report;
    unsigned number = w->track->number;
    rbk_status status = RBK_OK;
    if (report->sectors_with_sync)
        status = rbk_inspection_report(
            w->in, RBK_RULE_AUDIO_DATA_SYNC, w->track,
            "track %u is audio and has %" PRId32 " sector%s of data, the first at lba %" PRId32, number,
            report->sectors_with_sync, RBK_PLURAL(report->sectors_with_sync, "", "s"), w->first_sync_lba);
    if (status == RBK_OK && report->byte_swapped)
        status = rbk_inspection_report(w->in, RBK_RULE_AUDIO_BYTE_ORDER, w->track,
                                       "track %u is noise as it is, and smooth with its bytes swapped", number);
    if (status == RBK_OK)
        status = report_silence(w);
    if (status == RBK_OK && report->full_scale_runs)
        status = rbk_inspection_report(
            w->in, RBK_RULE_AUDIO_FULL_SCALE, w->track,
            "track %u has %" PRId64 " run%s of 3 or more values at full scale, the first at %s (sample %" PRId64 ")",
            number, report->full_scale_runs, RBK_PLURAL(report->full_scale_runs, "", "s"),
            rbk_time_format(rbk_sectors_floor(report->first_full_scale_sample), time), report->first_full_scale_sample);
    if (status == RBK_OK && (fabs(report->dc[0]) > DC_MAX || fabs(report->dc[1]) > DC_MAX))
        status = rbk_inspection_report(w->in, RBK_RULE_AUDIO_DC, w->track,
                                       "track %u has a DC offset of %ld left and %ld right", number,
                                       lround(report->dc[0]), lround(report->dc[1]));
    return status;
}

/* ------------------------------------------------------------------ the pass */

struct rbk_payload_check {
    rbk_inspection in;
    size_t track; /* position of the one that w is about; track_count: all have been concluded */
    work w;
    rbk_check_report *report;
    rbk_signal_check *signal;
    const rbk_sector_kernel *kernel;
};

static void begin_track(rbk_payload_check *check)
{
    work *w = &check->w;
    memset(w, 0, sizeof *w);
    w->kernel = check->kernel;
    if (check->track >= check->report->track_count)
        return;
    w->in = &check->in;
    w->track = &check->in.disc->tracks[check->track];
    w->laid = &check->in.layout->tracks[check->track];
    w->report = &check->report->tracks[check->track];
    w->report->number = w->track->number;
    w->report->audio = rbk_track_mode_is_audio(w->track->mode);
    w->report->first_full_scale_sample = -1;
    w->kind = is_mode1(w->track->mode) ? RBK_SECTOR_MODE1 : RBK_SECTOR_MODE2_FORM1;
}

static rbk_status conclude_track(const rbk_payload_check *check, work *w)
{
    if (w->report->audio) {
        conclude_audio(w);
        rbk_status reported = report_audio(w);
        return reported == RBK_OK ? rbk_signal_check_end_track(check->signal, check->track, w->report) : reported;
    }
    const rbk_layout *layout = check->in.layout;
    size_t t = check->track;
    bool last =
        t + 1 == check->report->track_count || rbk_layout_session_of(layout, t + 1) != rbk_layout_session_of(layout, t);
    rbk_status status = report_data(w);
    return status == RBK_OK ? report_post_gap(w, last ? NULL : w->track + 1) : status;
}

/* Concludes the tracks before this one. RBK_NO_MEMORY only. */
static rbk_status go_to_track(rbk_payload_check *check, size_t track)
{
    rbk_status status = RBK_OK;
    while (check->track < track && status == RBK_OK) {
        status = conclude_track(check, &check->w);
        check->track++;
        begin_track(check);
    }
    return status;
}

/* The pregap of a data track is left alone: it may hold sectors of another mode, or none. */
static rbk_status visit(void *user, const rbk_scan_block *block, rbk_error *error)
{
    rbk_payload_check *check = user;
    work *w = &check->w;
    if (go_to_track(check, block->track) != RBK_OK || rbk_signal_check_take(check->signal, block) != RBK_OK)
        return rbk_fail_memory(error);
    if (!block->audio && block->pregap)
        return RBK_OK;
    for (uint32_t i = 0; i < block->count; i++) {
        const uint8_t *raw = block->sectors + (size_t)i * RBK_SECTOR_BYTES;
        if (block->audio)
            look_at_audio(w, block->lba + (int32_t)i, raw, block->samples + (size_t)i * RBK_SECTOR_VALUES);
        else
            look_at_data(w, block->lba + (int32_t)i, raw);
    }
    w->report->sectors_read += (int32_t)block->count;
    return RBK_OK;
}

rbk_payload_check *rbk_payload_check_new(const rbk_inspection *in, rbk_check_report *report)
{
    rbk_payload_check *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->in = *in;
    made->report = report;
    made->kernel = rbk_sector_kernel_of(RBK_KERNEL_AUTO);
    made->signal = rbk_signal_check_new(in);
    if (!made->signal) {
        free(made);
        return NULL;
    }
    if (in->disc->track_count <= RBK_TRACKS_MAX) { /* else reported: disc.too-many-tracks */
        report->payload_read = true;
        report->track_count = in->disc->track_count;
    }
    begin_track(made);
    return made;
}

void rbk_payload_check_free(rbk_payload_check *check)
{
    if (check)
        rbk_signal_check_free(check->signal);
    free(check);
}

rbk_scan_visitor rbk_payload_check_visitor(rbk_payload_check *check)
{
    return (rbk_scan_visitor){.user = check, .visit = visit};
}

rbk_status rbk_payload_check_end(rbk_payload_check *check, rbk_error *error)
{
    rbk_status status = go_to_track(check, check->report->track_count);
    if (status == RBK_OK)
        status = rbk_signal_check_end(check->signal);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_payload_check_report_unread(const rbk_inspection *in, rbk_error *error)
{
    rbk_status status = rbk_inspection_report(
        in, RBK_RULE_PAYLOAD_UNREAD, NULL,
        "the content of the files was not checked: they do not hold disc sectors, or more than fit on a disc");
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
