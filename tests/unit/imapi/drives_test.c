/* Drives as recorders, with virtual ones: the recording equals that of the burn library for the same image. */
#include "unit/imapi/listener.h"
#include "unit/imapi/masters.h"

#include <redbook/burn.h>
#include <redbook/imapi_drives.h>
#include <redbook/source.h>

static char device[600];

static const char *setting; /* of the next drive; NULL: none */

static void make_drive(const char *name)
{
    snprintf(device, sizeof device, "virtual:%s", scratch_path(name));
    assert_int_equal(rbk_recorder_make(device, &setting, setting != NULL, NULL), RBK_OK);
    setting = NULL;
}

/* A master whose second recorder is the drive. */
static IDiscRecorder *open_with_drive(const char *name)
{
    IEnumDiscRecorders *list = NULL;
    IDiscRecorder *recorder = NULL;
    make_drive(name);
    options.device = device;
    options.drives = rbk_imapi_drives_of_burn();
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    assert_int_equal(IDiscMaster_EnumDiscRecorders(master, &list), S_OK);
    assert_int_equal(IEnumDiscRecorders_Skip(list, 1), S_OK);
    assert_int_equal(IEnumDiscRecorders_Next(list, 1, &recorder, NULL), S_OK);
    assert_int_equal(IEnumDiscRecorders_Release(list), 0);
    assert_int_equal(IDiscRecorder_AddRef(recorder), 2); /* it is the caller's alone */
    assert_int_equal(IDiscRecorder_Release(recorder), 1);
    return recorder;
}

static void stage_album(void)
{
    for (unsigned track = 0; track < 3; track++) {
        assert_int_equal(IRedbookDiscMaster_CreateAudioTrack(redbook, 0), S_OK);
        assert_int_equal(add_blocks(track * 50, 310 + track), S_OK);
        assert_int_equal(IRedbookDiscMaster_CloseAudioTrack(redbook), S_OK);
    }
}

/* As redbook-burn does it, in the shortest form. */
static void burn_image(const char *cue_path, const char *drive)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    rbk_burn_plan *plan = NULL;
    rbk_recorder *recorder = NULL;
    rbk_recorder_disc about;
    rbk_recorder_drive abilities;
    rbk_burn_options chosen;
    rbk_burn_report report;
    assert_int_equal(rbk_source_open(cue_path, NULL, &disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, NULL), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, NULL), RBK_OK);
    assert_int_equal(rbk_recorder_open(drive, &recorder, NULL), RBK_OK);
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &about, NULL), RBK_OK);
    assert_int_equal(rbk_recorder_drive_read(recorder, &abilities, NULL), RBK_OK);
    rbk_burn_options_init(&chosen);
    chosen.medium = about.medium;
    chosen.drive = abilities.abilities;
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &chosen, &plan, findings, NULL), RBK_OK);
    assert_int_equal(rbk_recorder_write(recorder, plan, image, NULL, NULL, &report, findings, NULL), RBK_OK);
    rbk_recorder_close(recorder);
    rbk_burn_plan_free(plan);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void assert_same_file(const char *a, const char *b)
{
    size_t size_a = 0, size_b = 0;
    char *one = scratch_read(a, &size_a), *two = scratch_read(b, &size_b);
    assert_non_null(one);
    assert_non_null(two);
    assert_int_equal(size_a, size_b);
    assert_memory_equal(one, two, size_a);
    free(one);
    free(two);
}

/* Every file of a drive's disc is the same in both folders; how many there are. */
static int compare_discs(const char *a, const char *b)
{
    int count = 0;
    DIR *folder = opendir(scratch_path(a));
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char one[600], two[600];
        if (strncmp(entry->d_name, "disc", 4) != 0)
            continue;
        snprintf(one, sizeof one, "%s/%s", a, entry->d_name);
        snprintf(two, sizeof two, "%s/%s", b, entry->d_name);
        assert_same_file(one, two);
        count++;
    }
    closedir(folder);
    return count;
}

static void a_recording_is_what_the_burn_library_burns(void **state)
{
    (void)state;
    IDiscRecorder *drive = open_with_drive("one"), *image = first_recorder();
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_INVALIDIMAGE);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), S_OK);
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, image), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    IDiscRecorder_Release(drive);
    IDiscRecorder_Release(image);
    make_drive("two");
    burn_image(options.image_path, device);
    assert_true(compare_discs("one", "two") > 0);
}

static void the_listener_is_notified_of_a_burn(void **state)
{
    UINT_PTR cookie;
    (void)state;
    IDiscRecorder *drive = open_with_drive("one");
    stage_album();
    assert_int_equal(IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie), S_OK);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 1), S_OK);
    assert_non_null(strstr(listener.reported, " preparing track:0/3 block track:1/3 block"));
    assert_non_null(strstr(listener.reported, " track:3/3 block closing burnt"));
    assert_int_equal(listener.burnt, S_OK);
    assert_int_equal(listener.last_completed, listener.last_total);
    IDiscRecorder_Release(drive);
}

static void a_simulation_leaves_disc_and_stage(void **state)
{
    long type = 0, flags = 0;
    (void)state;
    IDiscRecorder *drive = open_with_drive("one");
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 1, 0), S_OK);
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_int_equal(type, MEDIA_CDDA_CDROM);
    assert_true(flags & MEDIA_BLANK);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    IDiscRecorder_Release(drive);
}

static void a_burn_that_is_cancelled_says_so(void **state)
{
    UINT_PTR cookie;
    (void)state;
    IDiscRecorder *drive = open_with_drive("one");
    stage_album();
    assert_int_equal(IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie), S_OK);
    listener.cancel_at = 1;
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_USERABORT);
    assert_int_equal(listener.burnt, IMAPI_E_USERABORT);
    IDiscRecorder_Release(drive);
}

static void a_drive_says_what_it_and_its_disc_are(void **state)
{
    BSTR vendor = NULL, product = NULL, revision = NULL;
    byte sessions = 9, track = 9;
    ULONG start = 9, next = 9, blocks = 0;
    long type = 0, flags = 0;
    (void)state;
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_GetRecorderType(drive, &type), S_OK);
    assert_int_equal(type, RECORDER_CDRW);
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_GetDisplayNames(drive, &vendor, &product, &revision), S_OK);
    assert_int_equal(wcscmp(vendor, L"REDBOOK"), 0);
    rbk_imapi_free_string(vendor);
    rbk_imapi_free_string(product);
    rbk_imapi_free_string(revision);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(drive, &sessions, &track, &start, &next, &blocks), S_OK);
    assert_int_equal(sessions, 0);
    assert_int_equal(next, 0);
    assert_true(blocks > 350000);
    assert_int_equal(IDiscRecorder_Erase(drive, 0), IMAPI_E_MEDIUM_INVALIDTYPE); /* a CD-R */
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_int_equal(flags, 0);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(drive, &sessions, &track, &start, &next, &blocks), S_OK);
    assert_int_equal(sessions, 1);
    assert_int_equal(track, 3);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), S_OK);
    stage_album();
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_MEDIUM_INVALIDTYPE);
    IDiscRecorder_Release(drive);
}

static void the_speed_is_a_property_of_a_drive(void **state)
{
    IPropertyStorage *set = NULL;
    PROPSPEC spec = {.ulKind = PRSPEC_LPWSTR};
    PROPVARIANT value = {.vt = VT_I4};
    (void)state;
    spec.lpwstr = (wchar_t[]){L"WriteSpeed"};
    value.lVal = 8 * 176;
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_GetRecorderProperties(drive, &set), S_OK);
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, &spec, &value, 2), S_OK);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(drive, set), S_OK);
    IPropertyStorage_Release(set);
    assert_int_equal(IDiscRecorder_GetRecorderProperties(drive, &set), S_OK);
    value.lVal = 0;
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, &spec, &value), S_OK);
    assert_int_equal(value.lVal, 8 * 176);
    value.lVal = -1;
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, &spec, &value, 2), S_OK);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(drive, set), E_INVALIDARG);
    IPropertyStorage_Release(set);
    /* The highest one is the drive's: another is ignored. */
    assert_int_equal(IDiscRecorder_GetRecorderProperties(drive, &set), S_OK);
    spec.lpwstr = (wchar_t[]){L"MaxWriteSpeed"};
    assert_int_equal(IPropertyStorage_ReadMultiple(set, 1, &spec, &value), S_OK);
    assert_int_equal(value.lVal, 52 * 176);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(drive, set), S_OK);
    value.lVal = 4 * 176;
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, &spec, &value, 2), S_OK);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(drive, set), IMAPI_S_PROPERTIESIGNORED);
    IPropertyStorage_Release(set);
    IDiscRecorder_Release(drive);
}

/* 0 would be the best one of the drive. */
static void a_speed_below_1x_is_1x(void **state)
{
    size_t size;
    IPropertyStorage *set = NULL;
    PROPSPEC spec = {.ulKind = PRSPEC_LPWSTR};
    PROPVARIANT value = {.vt = VT_I4};
    (void)state;
    spec.lpwstr = (wchar_t[]){L"WriteSpeed"};
    value.lVal = 80;
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_GetRecorderProperties(drive, &set), S_OK);
    assert_int_equal(IPropertyStorage_WriteMultiple(set, 1, &spec, &value, 2), S_OK);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(drive, set), S_OK);
    IPropertyStorage_Release(set);
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    char *transcript = scratch_read("one/transcript", &size);
    assert_non_null(transcript);
    assert_non_null(strstr(transcript, " bb 00 ff ff 00 b1")); /* SET CD SPEED, 177 KB/s */
    free(transcript);
    IDiscRecorder_Release(drive);
}

/* START STOP UNIT with LoEj: the next look at the disc closes the tray again. */
static void eject_opens_the_tray(void **state)
{
    size_t size;
    (void)state;
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_Eject(drive), S_OK);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    char *transcript = scratch_read("one/transcript", &size);
    assert_non_null(transcript);
    assert_non_null(strstr(transcript, " 1b 00 00 00 02 00"));
    free(transcript);
    IDiscRecorder_Release(drive);
}

static void a_drive_without_a_disc_says_so(void **state)
{
    byte sessions = 9, track = 9;
    ULONG start = 9, next = 9, blocks = 9;
    long type = 9, flags = 9;
    (void)state;
    setting = "medium = none";
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_int_equal(type, 0);
    assert_int_equal(flags, 0);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(drive, &sessions, &track, &start, &next, &blocks),
                     IMAPI_E_MEDIUM_NOTPRESENT);
    assert_int_equal(blocks, 9);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_MEDIUM_NOTPRESENT);
    IDiscRecorder_Release(drive);
}

static void a_disc_that_cannot_be_written_says_so(void **state)
{
    long type = 0, flags = 0;
    (void)state;
    setting = "medium = cd-rom";
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_int_equal(type, MEDIA_CDDA_CDROM);
    assert_int_equal(flags, MEDIA_FORMAT_UNUSABLE_BY_IMAPI);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_MEDIUM_INVALIDTYPE);
    IDiscRecorder_Release(drive);
}

static void a_disc_that_is_too_short_stays_blank(void **state)
{
    byte sessions, track;
    ULONG start, next, blocks = 0;
    long type, flags = 0;
    (void)state;
    setting = "lead-out = 01:00:00";
    IDiscRecorder *drive = open_with_drive("one");
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaInfo(drive, &sessions, &track, &start, &next, &blocks), S_OK);
    assert_int_equal(blocks, 60 * RBK_SECTORS_PER_SECOND - RBK_PREGAP_SECTORS);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    stage_silent_track((uint32_t)blocks + 1);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_MEDIUM_INVALIDTYPE);
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_true(flags & MEDIA_BLANK);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), S_OK);
    stage_silent_track((uint32_t)blocks);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    IDiscRecorder_Release(drive);
}

/* Of which the cue sheet has more entries than the drive accepts; on another drive it can be recorded. */
static void a_staged_disc_that_the_drive_cannot_write_is_an_invalid_image(void **state)
{
    long type, flags = 0;
    (void)state;
    setting = "quirks = small-cue-sheet";
    IDiscRecorder *drive = open_with_drive("one");
    for (int track = 0; track < 40; track++)
        stage_silent_track(300);
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_INVALIDIMAGE);
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_true(flags & MEDIA_BLANK);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    IDiscRecorder *image = first_recorder();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, image), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    IDiscRecorder_Release(image);
    IDiscRecorder_Release(drive);
}

static void a_disc_that_was_erased_is_written_again(void **state)
{
    UINT_PTR cookie;
    long type, flags = 0;
    (void)state;
    setting = "medium = cd-rw";
    IDiscRecorder *drive = open_with_drive("one");
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, drive), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    assert_int_equal(IDiscMaster_ProgressAdvise(master, listener_begin(), &cookie), S_OK);
    assert_int_equal(IDiscRecorder_OpenExclusive(drive), S_OK);
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_int_equal(flags, MEDIA_RW);
    assert_int_equal(IDiscRecorder_Erase(drive, 0), S_OK);
    assert_string_equal(listener.reported, " erased");
    assert_int_equal(IDiscRecorder_QueryMediaType(drive, &type, &flags), S_OK);
    assert_int_equal(flags, MEDIA_RW | MEDIA_BLANK | MEDIA_WRITABLE);
    assert_int_equal(IDiscRecorder_Close(drive), S_OK);
    assert_int_equal(IDiscMaster_ClearFormatContent(master), S_OK);
    stage_album();
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), S_OK);
    IDiscRecorder_Release(drive);
}

/* Whatever drives this machine has, they come after the image. */
static void without_a_device_the_drives_are_found(void **state)
{
    BSTR path = NULL;
    (void)state;
    options.drives = rbk_imapi_drives_of_burn();
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    IDiscRecorder *recorder = first_recorder();
    assert_int_equal(IDiscRecorder_GetPath(recorder, &path), S_OK);
    assert_int_equal(wcslen(path), strlen(options.image_path));
    rbk_imapi_free_string(path);
    IDiscRecorder_Release(recorder);
}

static void a_drive_that_is_not_there_says_so(void **state)
{
    IEnumDiscRecorders *list = NULL;
    IDiscRecorder *image = NULL, *recorder = NULL;
    BSTR vendor = NULL, product = NULL, revision = NULL;
    IPropertyStorage *set = NULL;
    long type = 9;
    (void)state;
    snprintf(device, sizeof device, "virtual:%s", scratch_path("nothing"));
    options.device = device;
    options.drives = rbk_imapi_drives_of_burn();
    create();
    assert_int_equal(IDiscMaster_Open(master), S_OK);
    select_audio();
    assert_int_equal(IDiscMaster_EnumDiscRecorders(master, &list), S_OK);
    assert_int_equal(IEnumDiscRecorders_Next(list, 1, &image, NULL), S_OK);
    assert_int_equal(IEnumDiscRecorders_Next(list, 1, &recorder, NULL), S_OK);
    IEnumDiscRecorders_Release(list);
    assert_int_equal(IDiscRecorder_OpenExclusive(recorder), IMAPI_E_DEVICE_NOTPRESENT);
    assert_int_equal(IDiscRecorder_GetRecorderType(recorder, &type), IMAPI_E_DEVICE_NOTPRESENT);
    assert_int_equal(type, 9);
    assert_int_equal(IDiscRecorder_GetDisplayNames(recorder, &vendor, &product, &revision), IMAPI_E_DEVICE_NOTPRESENT);
    assert_int_equal(IDiscRecorder_GetBasePnPID(recorder, &vendor), IMAPI_E_DEVICE_NOTPRESENT);
    assert_null(vendor);
    assert_int_equal(IDiscRecorder_GetRecorderProperties(recorder, &set), IMAPI_E_DEVICE_NOTPRESENT);
    assert_null(set);
    assert_int_equal(IDiscRecorder_GetRecorderProperties(image, &set), S_OK);
    assert_int_equal(IDiscRecorder_SetRecorderProperties(recorder, set), IMAPI_E_DEVICE_NOTPRESENT);
    IPropertyStorage_Release(set);
    IDiscRecorder_Release(image);
    stage_album();
    assert_int_equal(IDiscMaster_SetActiveDiscRecorder(master, recorder), S_OK);
    assert_int_equal(IDiscMaster_RecordDisc(master, 0, 0), IMAPI_E_DEVICE_NOTPRESENT);
    IDiscRecorder_Release(recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        master_test(a_recording_is_what_the_burn_library_burns),
        master_test(the_listener_is_notified_of_a_burn),
        master_test(a_simulation_leaves_disc_and_stage),
        master_test(a_burn_that_is_cancelled_says_so),
        master_test(a_drive_says_what_it_and_its_disc_are),
        master_test(the_speed_is_a_property_of_a_drive),
        master_test(a_speed_below_1x_is_1x),
        master_test(eject_opens_the_tray),
        master_test(a_drive_without_a_disc_says_so),
        master_test(a_disc_that_cannot_be_written_says_so),
        master_test(a_disc_that_is_too_short_stays_blank),
        master_test(a_staged_disc_that_the_drive_cannot_write_is_an_invalid_image),
        master_test(a_disc_that_was_erased_is_written_again),
        master_test(without_a_device_the_drives_are_found),
        master_test(a_drive_that_is_not_there_says_so),
    };
    return cmocka_run_group_tests_name("imapi/drives", tests, NULL, NULL);
}
