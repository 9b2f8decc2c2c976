/*
 * A plan as JSON; described in redbook-burn-plan(1). Bytes are lower case hexadecimal without blanks.
 */
#include "redbook-burn/plan_output.h"

#include <string.h>

#define HEX_BYTES_MAX PLAN_PAGE_BYTES

static void put_hex(cli_json *json, const char *key, const uint8_t *bytes, size_t size)
{
    char text[2 * HEX_BYTES_MAX + 1] = "";
    for (size_t i = 0; i < size && i < HEX_BYTES_MAX; i++)
        snprintf(text + 2 * i, 3, "%02x", (unsigned)bytes[i]);
    cli_json_text(json, key, text);
}

static void put_time(cli_json *json, const char *key, int32_t lba)
{
    char text[RBK_TIME_BYTES];
    uint8_t msf[3];
    rbk_burn_time(lba, msf);
    snprintf(text, sizeof text, "%02u:%02u:%02u", (unsigned)msf[0], (unsigned)msf[1], (unsigned)msf[2]);
    cli_json_text(json, key, text);
}

static void put_medium(cli_json *json, const rbk_burn_medium *medium)
{
    cli_json_open_object(json, "medium");
    cli_json_bool(json, "known", medium->known);
    if (medium->lead_in_lba == RBK_NO_LBA) {
        cli_json_null(json, "lead_in_lba");
        cli_json_null(json, "lead_in_time");
    } else {
        cli_json_number(json, "lead_in_lba", medium->lead_in_lba);
        put_time(json, "lead_in_time", medium->lead_in_lba);
    }
    cli_json_number(json, "lead_out_max_lba", medium->lead_out_max_lba);
    put_time(json, "lead_out_max_time", medium->lead_out_max_lba);
    cli_json_close(json);
}

static void put_capacity(cli_json *json, const rbk_burn_plan *plan)
{
    static const char *const fits[] = {"fits", "overburn", "too long"};
    cli_json_text(json, "fit", fits[plan->fit]);
    cli_json_number(json, "lead_out_lba", plan->lead_out_lba);
    put_time(json, "lead_out_time", plan->lead_out_lba);
    cli_json_number(json, "free_sectors", (int64_t)plan->medium.lead_out_max_lba - plan->lead_out_lba);
}

static void put_cue_sheet(cli_json *json, const rbk_burn_plan *plan)
{
    cli_json_open_array(json, "cue_sheet");
    for (size_t i = 0; i < plan->entry_count; i++) {
        uint8_t bytes[RBK_BURN_ENTRY_BYTES];
        memcpy(bytes, &plan->entries[i], sizeof bytes);
        put_hex(json, NULL, bytes, sizeof bytes);
    }
    cli_json_close(json);
}

static void put_variants(cli_json *json, const rbk_burn_plan *plan)
{
    rbk_burn_variant variant;
    cli_json_open_array(json, "variants");
    for (size_t i = 0; rbk_burn_plan_variant(plan, i, &variant); i++) {
        cli_json_open_object(json, NULL);
        cli_json_number(json, "data_block_type", variant.data_block_type);
        cli_json_bool(json, "lead_in_time", variant.lead_in_time);
        cli_json_bool(json, "isrc_control", variant.isrc_control);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void put_write_parameters(cli_json *json, const rbk_burn_plan *plan)
{
    uint8_t page[PLAN_PAGE_BYTES];
    plan_write_parameters(plan, page);
    put_hex(json, "write_parameters", page, sizeof page);
}

static void put_cdtext(cli_json *json, const rbk_burn_plan *plan)
{
    cli_json_open_array(json, "cdtext_packs");
    for (size_t i = 0; i < plan->cdtext_packs; i++)
        put_hex(json, NULL, plan->cdtext + i * RBK_CDTEXT_PACK_BYTES, RBK_CDTEXT_PACK_BYTES);
    cli_json_close(json);
}

static void put_ranges(cli_json *json, const rbk_burn_plan *plan)
{
    cli_json_open_array(json, "ranges");
    for (size_t i = 0; i < plan->range_count; i++) {
        const rbk_burn_range *range = &plan->ranges[i];
        cli_json_open_object(json, NULL);
        cli_json_number(json, "track", range->track);
        cli_json_number(json, "first_lba", range->first_lba);
        cli_json_number(json, "sectors", range->sectors);
        cli_json_number(json, "form", range->form);
        cli_json_number(json, "sector_bytes", range->sector_bytes);
        cli_json_number(json, "chunk_sectors", range->chunk_sectors);
        cli_json_close(json);
    }
    cli_json_close(json);
}

void plan_json(cli_json *json, const rbk_burn_plan *plan)
{
    if (!plan) {
        cli_json_null(json, "plan");
        return;
    }
    cli_json_open_object(json, "plan");
    cli_json_number(json, "refusals", (int64_t)plan->refusals);
    put_medium(json, &plan->medium);
    put_capacity(json, plan);
    cli_json_number(json, "first_track", plan->first_track);
    cli_json_number(json, "last_track", plan->last_track);
    cli_json_number(json, "session_format", plan->session_format);
    cli_json_text(json, "mcn", plan->mcn);
    put_cue_sheet(json, plan);
    put_write_parameters(json, plan);
    put_variants(json, plan);
    put_cdtext(json, plan);
    put_ranges(json, plan);
    cli_json_close(json);
}

void plan_all_json(cli_json *json, const planned *made)
{
    plan_json(json, made->plan);
    cli_json_open_array(json, "later_sessions");
    for (size_t i = 1; i < made->plan_count; i++) {
        cli_json_open_object(json, NULL);
        plan_json(json, made->plans[i]);
        cli_json_close(json);
    }
    cli_json_close(json);
}
