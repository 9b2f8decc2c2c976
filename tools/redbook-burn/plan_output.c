/*
 * A plan as tables for people: the cue sheet decoded line by line, next to the bytes that go to the drive.
 */
#include "redbook-burn/plan_output.h"
#include "cli/table.h"
#include "cli/terminal.h"

#include <string.h>

#define HEX_BYTES    (3 * RBK_BURN_ENTRY_BYTES)
#define WORD_BYTES   32
#define LINE_BYTES   16
#define PACK_COLUMNS 67 /* of a CD-TEXT pack in hexadecimal and as text */

enum { ADR_POSITION = 1, ADR_MCN = 2, LEAD_OUT_TRACK = 0xAA };

static void print_time(int32_t lba, char text[RBK_TIME_BYTES])
{
    uint8_t msf[3];
    rbk_burn_time(lba, msf);
    snprintf(text, RBK_TIME_BYTES, "%02u:%02u:%02u", (unsigned)msf[0], (unsigned)msf[1], (unsigned)msf[2]);
}

static const char *form_name(uint8_t form)
{
    switch (form & 0x3F) {
    case RBK_BURN_FORM_AUDIO:
        return "audio";
    case RBK_BURN_FORM_AUDIO_SILENT:
        return "audio, made by the drive";
    case RBK_BURN_FORM_MODE1:
        return "mode 1";
    case RBK_BURN_FORM_MODE1_EMPTY:
        return "mode 1, made by the drive";
    case RBK_BURN_FORM_XA:
        return "mode 2 xa";
    case RBK_BURN_FORM_XA_EMPTY:
        return "mode 2 xa, made by the drive";
    case RBK_BURN_FORM_MODE2:
        return "mode 2";
    default:
        return "mode 2, made by the drive";
    }
}

static const char *subchannel_name(const rbk_burn_entry *entry)
{
    if ((entry->form & 0xC0) == 0)
        return "";
    if (entry->track == 0)
        return " + cd-text";
    return (entry->form & 0xC0) == RBK_BURN_FORM_SUBCHANNEL_PACKED ? " + r-w packed" : " + p-w raw";
}

static const char *control_words(const rbk_burn_entry *entry, char text[WORD_BYTES])
{
    unsigned control = entry->control_adr >> 4;
    snprintf(text, WORD_BYTES, "%s%s%s%s%s", control & 4 ? " data" : "",
             control & RBK_FLAG_COPY_PERMITTED ? " DCP" : "", control & RBK_FLAG_FOUR_CHANNEL ? " 4CH" : "",
             !(control & 4) && control & RBK_FLAG_PRE_EMPHASIS ? " PRE" : "", entry->scms ? " SCMS" : "");
    return text[0] ? text + 1 : NULL;
}

static void hex_cell(cli_table *table, const rbk_burn_entry *entry)
{
    uint8_t bytes[RBK_BURN_ENTRY_BYTES];
    char text[HEX_BYTES + 1];
    memcpy(bytes, entry, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(text + 3 * i, 4, "%02x ", (unsigned)bytes[i]);
    text[HEX_BYTES - 1] = '\0';
    cli_table_cell(table, text);
}

/* The characters of an MCN's or ISRC's entry; those of the MCN's second one end in a zero. */
static void code_cells(cli_table *table, const rbk_burn_entry *entry)
{
    uint8_t bytes[RBK_BURN_ENTRY_BYTES];
    memcpy(bytes, entry, sizeof bytes);
    if ((entry->control_adr & 0x0F) == ADR_MCN)
        cli_table_print_cell(table, "mcn %.7s", (const char *)bytes + 1);
    else
        cli_table_print_cell(table, "track %02u isrc %.6s", (unsigned)entry->track, (const char *)bytes + 2);
    for (int i = 0; i < 4; i++)
        cli_table_cell(table, "");
}

static void position_cells(cli_table *table, const rbk_burn_entry *entry)
{
    char words[WORD_BYTES];
    if (entry->track == 0)
        cli_table_cell(table, "lead-in");
    else if (entry->track == LEAD_OUT_TRACK)
        cli_table_cell(table, "lead-out");
    else
        cli_table_print_cell(table, "track %02u index %02u", (unsigned)entry->track, (unsigned)entry->index);
    cli_table_print_cell(table, "%02u:%02u:%02u", (unsigned)entry->minute, (unsigned)entry->second,
                         (unsigned)entry->sector);
    if (entry->track == 0)
        cli_table_cell(table, NULL);
    else
        cli_table_print_cell(table, "%d", (int)rbk_burn_program_lba(entry->minute, entry->second, entry->sector));
    cli_table_cell(table, control_words(entry, words));
    cli_table_print_cell(table, "%s%s", form_name(entry->form), subchannel_name(entry));
}

static bool print_cue_sheet(const rbk_burn_plan *plan, FILE *out)
{
    static const char *const headings[] = {"cue sheet", "what", ">time", ">lba", "control", "form"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t i = 0; i < plan->entry_count; i++) {
        hex_cell(table, &plan->entries[i]);
        if ((plan->entries[i].control_adr & 0x0F) == ADR_POSITION)
            position_cells(table, &plan->entries[i]);
        else
            code_cells(table, &plan->entries[i]);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static bool print_ranges(const rbk_burn_plan *plan, FILE *out)
{
    static const char *const headings[] = {"write",       ">from lba",  ">to", ">sectors",
                                           ">bytes each", ">at a time", "form"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t i = 0; i < plan->range_count; i++) {
        const rbk_burn_range *range = &plan->ranges[i];
        rbk_burn_entry like = {.track = range->track, .form = range->form};
        if (range->track == 0)
            cli_table_cell(table, "lead-in");
        else
            cli_table_print_cell(table, "track %02u", (unsigned)range->track);
        cli_table_print_cell(table, "%d", (int)range->first_lba);
        cli_table_print_cell(table, "%lld", (long long)range->first_lba + range->sectors - 1);
        cli_table_print_cell(table, "%u", (unsigned)range->sectors);
        cli_table_print_cell(table, "%u", (unsigned)range->sector_bytes);
        cli_table_print_cell(table, "%u", (unsigned)range->chunk_sectors);
        if (range->track == 0)
            cli_table_cell(table, "cd-text");
        else
            cli_table_print_cell(table, "%s%s", form_name(range->form), subchannel_name(&like));
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* ------------------------------------------------------------------ bytes */

static void print_hex(const uint8_t *bytes, size_t size, FILE *out)
{
    for (size_t i = 0; i < size; i++)
        fprintf(out, "%s%02x", i ? " " : "", (unsigned)bytes[i]);
}

void plan_write_parameters(const rbk_burn_plan *plan, uint8_t page[PLAN_PAGE_BYTES])
{
    rbk_burn_variant variant = {0, false, true};
    rbk_burn_plan_variant(plan, 0, &variant);
    memset(page, 0, PLAN_PAGE_BYTES);
    page[0] = 0x05;
    page[1] = PLAN_PAGE_BYTES - 2;
    rbk_burn_write_parameters(plan, &variant, false, true, page, PLAN_PAGE_BYTES);
}

/* The page, and how else it is said when a drive does not take it. */
static void print_page(const rbk_burn_plan *plan, FILE *out)
{
    uint8_t page[PLAN_PAGE_BYTES];
    rbk_burn_variant variant;
    char lead_in[RBK_TIME_BYTES];
    plan_write_parameters(plan, page);
    fputs("\nmode page 05h\n", out);
    for (size_t i = 0; i < PLAN_PAGE_BYTES; i += LINE_BYTES) {
        print_hex(page + i, PLAN_PAGE_BYTES - i < LINE_BYTES ? PLAN_PAGE_BYTES - i : LINE_BYTES, out);
        fputc('\n', out);
    }
    print_time(plan->medium.lead_in_lba, lead_in);
    fputs("\ntried in this order\n", out);
    for (size_t i = 0; rbk_burn_plan_variant(plan, i, &variant); i++)
        fprintf(out, "data block type %u, lead-in at %s%s\n", (unsigned)variant.data_block_type,
                variant.lead_in_time ? lead_in : "00:00:00", variant.isrc_control ? "" : ", isrc without control");
}

static void print_packs(const rbk_burn_plan *plan, FILE *out)
{
    size_t columns = cli_terminal_columns(out);
    bool narrow = columns && columns < PACK_COLUMNS;
    if (plan->cdtext_packs)
        fputs("\ncd-text\n", out);
    for (size_t i = 0; i < plan->cdtext_packs; i++) {
        const uint8_t *pack = plan->cdtext + i * RBK_CDTEXT_PACK_BYTES;
        print_hex(pack, RBK_CDTEXT_PACK_BYTES, out);
        fputs(narrow ? "\n    " : "  ", out);
        for (size_t k = 4; k < RBK_CDTEXT_PACK_BYTES - 2; k++)
            fputc(pack[k] >= 0x20 && pack[k] < 0x7F ? pack[k] : '.', out);
        fputc('\n', out);
    }
}

bool plan_print_tables(const rbk_burn_plan *plan, bool packs, FILE *out)
{
    if (!print_cue_sheet(plan, out))
        return false;
    fputc('\n', out);
    if (!print_ranges(plan, out))
        return false;
    print_page(plan, out);
    if (packs)
        print_packs(plan, out);
    return true;
}

/* ------------------------------------------------------------------ in a few lines */

static void print_medium(const rbk_burn_plan *plan, FILE *out)
{
    const rbk_burn_medium *medium = &plan->medium;
    char lead_in[RBK_TIME_BYTES] = "unknown", lead_out[RBK_TIME_BYTES];
    if (medium->lead_in_lba != RBK_NO_LBA)
        print_time(medium->lead_in_lba, lead_in);
    print_time(medium->lead_out_max_lba, lead_out);
    if (plan->base_lba > 0) {
        fprintf(out, "session    a later one, from lba %d on\n", (int)plan->base_lba);
        return;
    }
    fprintf(out, "medium     %s, lead-in from %s, lead-out by %s (lba %d)\n",
            medium->known ? "in the drive" : "assumed", lead_in, lead_out, (int)medium->lead_out_max_lba);
}

static void print_length(const rbk_burn_plan *plan, FILE *out)
{
    char used[RBK_TIME_BYTES], rest[RBK_TIME_BYTES];
    int64_t free_sectors = (int64_t)plan->medium.lead_out_max_lba - plan->lead_out_lba;
    const char *verdict = plan->fit == RBK_BURN_FITS ? "free" : "too long";
    fprintf(out, "length     %s (%d sector%s), %s %s\n", rbk_time_format(plan->lead_out_lba, used),
            (int)plan->lead_out_lba, RBK_PLURAL(plan->lead_out_lba, "", "s"),
            rbk_time_format(free_sectors < 0 ? -free_sectors : free_sectors, rest), verdict);
}

static const char *session_name(uint8_t format)
{
    if (format == 0x10)
        return "CD-I";
    return format == 0x20 ? "CD-ROM XA" : "CD-DA or CD-ROM";
}

void plan_print_summary(const rbk_burn_plan *plan, FILE *out)
{
    print_medium(plan, out);
    print_length(plan, out);
    fprintf(out, "session    %s, tracks %u to %u, cue sheet of %zu bytes\n", session_name(plan->session_format),
            (unsigned)plan->first_track, (unsigned)plan->last_track, plan->entry_count * RBK_BURN_ENTRY_BYTES);
    if (plan->cdtext)
        fprintf(out, "cd-text    %zu pack%s\n", plan->cdtext_packs, RBK_PLURAL(plan->cdtext_packs, "", "s"));
    else
        fprintf(out, "cd-text    none\n");
}
