/*
 * Plans of discs of every kind compared with an independent implementation: the virtual recorder's reader of cue
 * sheets accepts each sheet in each variant, and expects what the plan sends.
 */
#include "device/virtual_sheet.h"

#include "unit/burn/plans.h"

#define DISCS 300

static uint32_t seed;

/* 0 to below. */
static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void add_indexes(rbk_track *track, int64_t pregap, int64_t sectors)
{
    int64_t at = 1 + (int64_t)pick(50);
    for (uint32_t number = 2; number < 2 + pick(99) && number <= 99 && at < sectors; number++) {
        rbk_track_add_index(track, number, 0, (pregap + at) * RBK_SECTOR_SAMPLES, NULL);
        at += 1 + (int64_t)pick(50);
    }
}

static void make_disc(void)
{
    static const rbk_track_mode modes[] = {RBK_MODE_AUDIO,      RBK_MODE_AUDIO,      RBK_MODE_CDG,
                                           RBK_MODE_MODE1_2352, RBK_MODE_MODE1_2048, RBK_MODE_MODE2_2352,
                                           RBK_MODE_MODE2_2048, RBK_MODE_AUDIO};
    uint32_t tracks = 1 + pick(pick(4) ? 8 : 99);
    bool mixed = pick(2);
    for (uint32_t i = 0; i < tracks; i++) {
        int64_t pregap = pick(3) ? 0 : (int64_t)pick(400), sectors = 300 + (int64_t)pick(600);
        rbk_track_mode mode = modes[mixed ? pick(8) : 0];
        bool pictures = mode == RBK_MODE_CDG && disc->file_count < 2;
        rbk_track *track = pictures ? add_pictures() : add_track(mode, pregap, sectors);
        track->flags = pick(32);
        if (pick(2))
            snprintf(track->isrc, sizeof track->isrc, "DEA45%07u", (unsigned)pick(10000000));
        if (!pictures && pick(4) == 0)
            add_indexes(track, pregap, sectors);
    }
    if (pick(2))
        strcpy(disc->mcn, "4006381333931");
    if (pick(2))
        set_title("Night Cats");
    options.graphics = (rbk_burn_graphics)pick(3);
}

/* The bytes that a drive expects at the start of a range, and just before the next one. */
static void assert_same_forms(const rbk_virtual_sheet *sheet)
{
    for (size_t i = 0; i < plan->range_count; i++) {
        const rbk_burn_range *range = &plan->ranges[i];
        int32_t borders[2] = {range->first_lba, range->first_lba + (int32_t)range->sectors - 1};
        for (int b = 0; b < 2 && range->track; b++) {
            const rbk_virtual_segment *segment = rbk_virtual_sheet_at(sheet, borders[b]);
            assert_int_equal(segment->form, range->form);
            assert_int_equal(segment->track, range->track);
            assert_int_equal(range->sector_bytes,
                             rbk_virtual_form_main_bytes(segment->form) + rbk_virtual_form_sub_bytes(segment->form));
        }
    }
}

static void assert_taken(const rbk_burn_variant *variant)
{
    rbk_virtual_sheet_rules rules = {.bytes_max = RBK_BURN_CHUNK_BYTES_MAX,
                                     .lead_in_lba = options.medium.lead_in_lba,
                                     .lead_out_max_lba = options.medium.lead_out_max_lba,
                                     .sub_channels = true,
                                     .lead_in_time_atip = variant->lead_in_time,
                                     .lead_in_time_zero = !variant->lead_in_time};
    size_t bytes = plan->entry_count * RBK_BURN_ENTRY_BYTES;
    rbk_virtual_sheet_fault fault = {0, ""};
    rbk_virtual_sheet *sheet = NULL;
    uint8_t *sent = malloc(bytes);
    assert_non_null(sent);
    rbk_burn_cue_sheet_encode(plan, variant, sent);
    if (!rbk_virtual_sheet_read(sent, bytes, &rules, &sheet, &fault))
        fail_msg("entry %zu: %s", fault.byte / RBK_BURN_ENTRY_BYTES, fault.sentence);
    assert_int_equal(sheet->lead_out_lba, plan->lead_out_lba);
    assert_int_equal(sheet->track_count, disc->track_count);
    assert_string_equal(sheet->mcn, disc->mcn);
    for (size_t t = 0; t < sheet->track_count; t++) {
        bool audio = rbk_track_mode_is_audio(disc->tracks[t].mode);
        assert_string_equal(sheet->tracks[t].isrc, audio ? disc->tracks[t].isrc : "");
        assert_int_equal(sheet->tracks[t].index01_lba, layout->tracks[t].index01_lba);
        assert_int_equal(sheet->tracks[t].end_lba, layout->tracks[t].end_lba);
    }
    assert_same_forms(sheet);
    rbk_virtual_sheet_free(sheet);
    free(sent);
}

static void every_plan_is_taken_by_a_strict_drive(void **state)
{
    (void)state;
    for (seed = 0; seed < DISCS; seed++) {
        uint32_t this_seed = seed;
        rbk_burn_variant variant;
        rbk_disc_free(disc);
        disc = rbk_disc_new();
        rbk_burn_options_init(&options);
        make_disc();
        if (make_plan() != RBK_OK || plan->refusals)
            fail_msg("disc %u: %s", (unsigned)this_seed, error.sentence);
        for (size_t i = 0; rbk_burn_plan_variant(plan, i, &variant); i++)
            assert_taken(&variant);
        seed = this_seed;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(every_plan_is_taken_by_a_strict_drive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
