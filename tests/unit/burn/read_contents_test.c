/*
 * What a drive reports about a disc before its sectors are read.
 */
#include "cd/crc16.h"

#include "unit/burn/reading.h"

static void packs_that_begin_elsewhere_are_turned_back(void **state)
{
    size_t size;
    (void)state;
    record();
    recorded.turned_packs = 2;
    read_well();
    char *cdt = scratch_read("copy.cdt", &size);
    assert_memory_equal(cdt, plan->cdtext, size);
    free(cdt);
}

static void the_disc_ends_where_its_table_of_contents_says(void **state)
{
    (void)state;
    record();
    recorded.moved_track = 0xAA;
    read_well(); /* a lead-out one sector late is kept as reported */
    assert_int_equal(read_report.sectors, 701);
}

static void packs_of_which_none_is_the_first_stay_as_they_come(void **state)
{
    size_t size;
    (void)state;
    record();
    recorded.turned_packs = 1;
    for (size_t i = 0; i < plan->cdtext_packs; i++) {
        uint8_t *pack = plan->cdtext + 18 * i;
        pack[2] = (uint8_t)(pack[2] + 1);
        uint16_t crc = rbk_crc16_on_disc(pack, 16);
        pack[16] = (uint8_t)(crc >> 8), pack[17] = (uint8_t)crc;
    }
    read_well();
    char *cdt = scratch_read("copy.cdt", &size);
    assert_int_equal(size, plan->cdtext_packs * 18);
    assert_memory_equal(cdt, plan->cdtext + 18, size - 18);
    assert_memory_equal(cdt + size - 18, plan->cdtext, 18);
    free(cdt);
}

static void a_disc_without_a_closed_session_is_not_said_to_be_refused_by_the_drive(void **state)
{
    (void)state;
    record();
    drive.disc_status = 1;
    add_fault(RBK_MMC_READ_TOC, 1, 99, RBK_OUTCOME_CHECK, 0x52400);
    assert_int_equal(read_to("copy.cue"), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "the disc is incomplete: it has no closed session that could be read");
    drive.fault_count = 0;
    drive.seen[RBK_MMC_TEST_UNIT_READY] = drive.seen[RBK_MMC_READ_TOC] = 0;
    add_fault(RBK_MMC_READ_TOC, 1, 99, RBK_OUTCOME_BROKEN, 0);
    add_fault(RBK_MMC_TEST_UNIT_READY, 2, 99, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(read_to("copy.cue"), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "'READ TOC': the connection to the drive failed; check cable and power");
}

static int32_t first_lba, lead_out_lba;

/* The album with other addresses in its table of contents. */
static uint32_t read_other_addresses(const rbk_command *command)
{
    uint32_t sense = read_recorded(command);
    if (sense != 1 || command->cdb[0] != RBK_MMC_READ_TOC || command->cdb[2] != 0 || command->data_bytes < 28)
        return sense;
    for (int i = 0; i < 4; i++) {
        command->data[8 + i] = (uint8_t)((uint32_t)first_lba >> 8 * (3 - i));
        command->data[24 + i] = (uint8_t)((uint32_t)lead_out_lba >> 8 * (3 - i));
    }
    return sense;
}

static void tracks_before_the_program_area_and_after_the_last_address_are_not_read(void **state)
{
    static const struct {
        int32_t first, lead_out;
        const char *sentence;
    } rows[] = {{-1, 700, "the disc's table of contents is not valid: entry 1 starts at lba -1"},
                {0, 449851, "the disc's table of contents is not valid: entry 3 starts at lba 449851"}};
    (void)state;
    record();
    drive.read = read_other_addresses;
    for (size_t i = 0; i < 2; i++) {
        first_lba = rows[i].first;
        lead_out_lba = rows[i].lead_out;
        assert_int_equal(read_to("copy.cue"), RBK_BAD_LAYOUT);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_string_equal(error.place.path, "the-drive");
        assert_int_equal(drive.seen[RBK_MMC_READ_CD], 0);
        assert_null(scratch_read("copy.cue", NULL));
    }
}

/* An MCN that cannot be read ends nothing; the first ISRC that cannot is the last that is asked for. */
static void a_drive_that_does_not_read_codes_is_not_asked_for_all_of_them(void **state)
{
    (void)state;
    record();
    recorded.no_codes = true;
    read_well();
    assert_int_equal(drive.seen[RBK_MMC_READ_SUBCHANNEL], 2);
    char *sheet = scratch_read("copy.cue", NULL);
    assert_null(strstr(sheet, "ISRC"));
    assert_null(strstr(sheet, "CATALOG"));
    free(sheet);
}

/* What the drive does not read is a warning, what it fails to read of the disc an error, and a disc without is neither. */
static void cd_text_that_is_not_in_the_image_is_reported(void **state)
{
    static const struct {
        bool none, unsupported;
        unsigned nth, count;
        rbk_severity severity;
        const char *rule, *text;
    } rows[] = {
        {true, false, 9, 0, RBK_NOTE, NULL, NULL},
        {true, true, 9, 0, RBK_WARNING, "read.unsupported",
         "the drive does not read CD-TEXT: if the disc has it, it is not in the image"},
        {false, false, 4, 1, RBK_NOTE, NULL, NULL},
        {false, false, 4, 99, RBK_ERROR, "read.unreadable",
         "CD-TEXT cannot be read, 7 packs: the image has none: 'READ TOC': the disc cannot be read at this address "
         "(sense 3/11/05): clean the disc, or use another one"},
        {false, false, 3, 99, RBK_WARNING, "read.unreadable",
         "CD-TEXT cannot be read: if the disc has it, it is not in the image: 'READ TOC': the disc cannot be read at "
         "this address (sense 3/11/05): clean the disc, or use another one"},
    };
    (void)state;
    record();
    read_options.replace = true;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        recorded.no_cdtext = rows[i].none;
        drive.reads_no_cdtext = rows[i].unsupported;
        drive.seen[RBK_MMC_READ_TOC] = 0;
        drive.fault_count = 0;
        add_fault(RBK_MMC_READ_TOC, rows[i].nth, rows[i].count, RBK_OUTCOME_CHECK, 0x31105);
        read_well();
        if (rows[i].text)
            assert_found(rows[i].rule, rows[i].severity, rows[i].text);
        assert_true(!rows[i].text == (!finding("read.unsupported") && !finding("read.unreadable")));
        assert_int_equal(read_report.cdtext_packs, i == 2 ? plan->cdtext_packs : 0);
    }
}

/* Without Q they are all there is; with it they are not needed. */
static void codes_that_are_not_in_the_image_are_reported(void **state)
{
    static const struct {
        bool no_q, no_codes;
        unsigned nth, count;
        const char *text;
    } rows[] = {
        {false, true, 9, 0, NULL},
        {true, false, 1, 1, NULL},
        {true, true, 9, 0,
         "the drive does not read catalogue number and ISRCs: what the disc has of them is not in the image"},
        {true, false, 1, 2,
         "the drive does not read the catalogue number: what the disc has of it is not in the image"},
        {true, false, 2, 2, "the drive does not read all ISRCs: what the disc has of them is not in the image"},
    };
    (void)state;
    record();
    read_options.replace = true;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t found = 0;
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        recorded.no_q = rows[i].no_q;
        recorded.no_codes = rows[i].no_codes;
        drive.seen[RBK_MMC_READ_SUBCHANNEL] = 0;
        drive.fault_count = 0;
        add_fault(RBK_MMC_READ_SUBCHANNEL, rows[i].nth, rows[i].count, RBK_OUTCOME_CHECK, 0x31105);
        read_well();
        for (size_t f = 0; f < rbk_findings_count(findings); f++)
            found += rows[i].text && strcmp(rbk_findings_at(findings, f)->text, rows[i].text) == 0;
        assert_int_equal(found, rows[i].text != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(packs_that_begin_elsewhere_are_turned_back),
        obedient_test(the_disc_ends_where_its_table_of_contents_says),
        obedient_test(packs_of_which_none_is_the_first_stay_as_they_come),
        obedient_test(tracks_before_the_program_area_and_after_the_last_address_are_not_read),
        obedient_test(a_disc_without_a_closed_session_is_not_said_to_be_refused_by_the_drive),
        obedient_test(cd_text_that_is_not_in_the_image_is_reported),
        obedient_test(codes_that_are_not_in_the_image_are_reported),
        obedient_test(a_drive_that_does_not_read_codes_is_not_asked_for_all_of_them),
    };
    return cmocka_run_group_tests_name("burn/read_contents", tests, NULL, NULL);
}
