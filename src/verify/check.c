/*
 * Calls the themes of the rules (disc/rules_table.c) in order. Checks nothing itself: layout, codes and payload have
 * their own files.
 */
#include "verify/check.h"

#include "disc/references.h"
#include "image/reader.h"
#include "image/volume.h"

#include <stdlib.h>

void rbk_check_options_init(rbk_check_options *options)
{
    if (options)
        *options = (rbk_check_options){.profile = RBK_PROFILE_CDR, .capacity_sectors = RBK_CAPACITY_80_MIN};
}

static rbk_status check_arguments(const rbk_inspection *in, rbk_error *error)
{
    if (!in->disc || !in->layout || !in->options)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (in->disc->track_count != in->layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout does not belong to its disc");
    if ((unsigned)in->options->profile >= RBK_PROFILES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown profile %d", (int)in->options->profile);
    uint32_t capacity = in->options->capacity_sectors;
    if (capacity < 1 || capacity > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a capacity of 1 to %d sectors, found %u",
                        RBK_PROGRAM_SECTORS_MAX, (unsigned)capacity);
    return rbk_disc_check(in->disc, error);
}

struct rbk_checker {
    rbk_inspection in;
    rbk_check_options options;
    rbk_check_report report;
    rbk_payload_check *payload; /* NULL where it is not read */
    rbk_image *image;           /* whose CHDs are verified by the scan; NULL: before it */
    rbk_image *volumes;         /* the same until the free: its file systems are verified after the scan */
    rbk_findings *of_payload;   /* with an image, what the scan finds: it is reported after what its CHDs are */
};

/* All that needs no sector of the image. */
static rbk_status check_descriptions(const rbk_inspection *in, rbk_error *error)
{
    rbk_status status = rbk_check_layout(in);
    if (status == RBK_OK)
        status = rbk_check_codes(in);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    status = rbk_check_cdtext(in, error);
    return status == RBK_OK ? rbk_check_subchannel(in, error) : status;
}

static rbk_status begin_payload(rbk_checker *checker, rbk_error *error)
{
    rbk_inspection in = checker->in;
    in.findings = checker->of_payload ? checker->of_payload : in.findings;
    checker->payload = rbk_payload_check_new(&in, &checker->report);
    return checker->payload ? RBK_OK : rbk_fail_memory(error);
}

/* Of files that are scanned somehow; or, with the image, of those that the scan does not verify. */
static rbk_status begin_unseen(rbk_checker *checker, bool payload, rbk_error *error)
{
    bool damaged = false;
    rbk_status status = payload ? rbk_check_chd(&checker->in, NULL, &damaged, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    if (!payload || damaged)
        return rbk_payload_check_report_unread(&checker->in, error);
    return begin_payload(checker, error);
}

static rbk_status begin_image(rbk_checker *checker, rbk_image *image, rbk_error *error)
{
    checker->image = image;
    checker->volumes = image;
    checker->of_payload = rbk_findings_new();
    if (!checker->of_payload)
        return rbk_fail_memory(error);
    rbk_status status = rbk_image_verify_begin(image, checker->in.disc, checker->options.jobs, error);
    return status == RBK_OK ? begin_payload(checker, error) : status;
}

/* image NULL: payload says whether any is scanned. */
static rbk_status new_checker(rbk_inspection in, rbk_image *image, bool payload, rbk_checker **checker,
                              rbk_error *error)
{
    rbk_status status = check_arguments(&in, error);
    if (status != RBK_OK)
        return status;
    rbk_checker *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->options = *in.options;
    made->in = in;
    made->in.options = &made->options;
    status = check_descriptions(&made->in, error);
    if (status == RBK_OK)
        status = image ? begin_image(made, image, error) : begin_unseen(made, payload, error);
    if (status != RBK_OK) {
        rbk_checker_free(made);
        return status;
    }
    *checker = made;
    return RBK_OK;
}

rbk_status rbk_checker_new(const rbk_disc *disc, const rbk_layout *layout, bool payload,
                           const rbk_check_options *options, rbk_findings *findings, rbk_checker **checker,
                           rbk_error *error)
{
    if (!checker)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return new_checker((rbk_inspection){disc, layout, options, findings}, NULL, payload, checker, error);
}

rbk_status rbk_checker_new_for(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                               const rbk_check_options *options, rbk_findings *findings, rbk_checker **checker,
                               rbk_error *error)
{
    return new_checker((rbk_inspection){disc, layout, options, findings}, image, false, checker, error);
}

void rbk_checker_free(rbk_checker *checker)
{
    if (!checker)
        return;
    if (checker->image)
        rbk_image_verify_end(checker->image);
    rbk_payload_check_free(checker->payload);
    rbk_findings_free(checker->of_payload);
    free(checker);
}

bool rbk_checker_visitor(rbk_checker *checker, rbk_scan_visitor *visitor)
{
    if (!checker || !visitor || !checker->report.payload_read)
        return false;
    *visitor = rbk_payload_check_visitor(checker->payload);
    return true;
}

/* The sectors of a damaged CHD count as not read, whatever was. */
static rbk_status discard_payload(rbk_checker *checker, rbk_error *error)
{
    rbk_payload_check_free(checker->payload);
    checker->payload = NULL;
    checker->report = (rbk_check_report){0};
    return rbk_payload_check_report_unread(&checker->in, error);
}

static rbk_status end_containers(rbk_checker *checker, rbk_error *error)
{
    bool damaged = false;
    rbk_status status = rbk_check_chd(&checker->in, checker->image, &damaged, error);
    if (status == RBK_OK && damaged)
        status = discard_payload(checker, error);
    rbk_image_verify_end(checker->image);
    checker->image = NULL;
    return status;
}

rbk_status rbk_checker_explain(rbk_checker *checker, rbk_status failure)
{
    if (!checker->image || failure == RBK_USERABORT)
        return failure;
    rbk_status status = end_containers(checker, NULL);
    return status == RBK_OK && !checker->payload ? RBK_OK : failure;
}

/* The file systems of the data tracks, of an image whose sectors can all be read. */
static rbk_status check_volumes(const rbk_checker *checker, rbk_error *error)
{
    const rbk_inspection *in = &checker->in;
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? RBK_OK : rbk_fail_memory(error);
    for (size_t t = 0; t < in->disc->track_count && status == RBK_OK; t++)
        status = rbk_volume_check(checker->volumes, in->disc, in->layout, t, in->options->path, found, error);
    if (status == RBK_OK && rbk_inspection_take(in, found) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(found);
    return status;
}

/* The rest of a check that has read the payload. */
static rbk_status end_payload(rbk_checker *checker, rbk_error *error)
{
    rbk_status status = rbk_payload_check_end(checker->payload, error);
    if (status == RBK_OK && checker->volumes)
        status = check_volumes(checker, error);
    if (status == RBK_OK && checker->of_payload &&
        rbk_findings_pass_on(checker->of_payload, NULL, NULL, checker->in.findings) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

rbk_status rbk_checker_end(rbk_checker *checker, rbk_check_report *report, rbk_error *error)
{
    if (!checker)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = checker->image ? end_containers(checker, error) : RBK_OK;
    if (status == RBK_OK && checker->payload)
        status = end_payload(checker, error);
    if (status == RBK_OK && report)
        *report = checker->report;
    return status;
}

rbk_status rbk_check(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image, const rbk_check_options *options,
                     rbk_findings *findings, rbk_check_report *report, rbk_error *error)
{
    rbk_checker *checker = NULL;
    rbk_scan_visitor visitor;
    rbk_scan_options scan;
    rbk_scan_options_init(&scan);
    rbk_status status = rbk_checker_new_for(disc, layout, image, options, findings, &checker, error);
    if (status != RBK_OK)
        return status;
    scan.listener = options->listener;
    scan.jobs = options->jobs;
    if (rbk_checker_visitor(checker, &visitor))
        status = rbk_image_scan(image, disc, layout, &visitor, 1, &scan, error);
    if (status != RBK_OK && (status = rbk_checker_explain(checker, status)) == RBK_OK)
        rbk_error_init(error);
    if (status == RBK_OK)
        status = rbk_checker_end(checker, report, error);
    rbk_checker_free(checker);
    return status;
}
