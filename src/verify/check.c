/*
 * Calls the themes of the rules (disc/rules_table.c) in order. Checks nothing itself: layout, codes and payload have
 * their own files.
 */
#include "verify/check.h"

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
    return RBK_OK;
}

struct rbk_checker {
    rbk_inspection in;
    rbk_check_options options;
    rbk_check_report report;
    rbk_payload_check *payload; /* NULL where it is not read */
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

static rbk_status begin_payload(rbk_checker *checker, bool payload, rbk_error *error)
{
    bool damaged = false;
    rbk_status status = payload ? rbk_check_chd(&checker->in, &damaged, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    if (!payload || damaged)
        return rbk_payload_check_report_unread(&checker->in, error);
    checker->payload = rbk_payload_check_new(&checker->in, &checker->report);
    return checker->payload ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_checker_new(const rbk_disc *disc, const rbk_layout *layout, bool payload,
                           const rbk_check_options *options, rbk_findings *findings, rbk_checker **checker,
                           rbk_error *error)
{
    rbk_inspection in = {disc, layout, options, findings};
    if (!checker)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = check_arguments(&in, error);
    if (status != RBK_OK)
        return status;
    rbk_checker *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->options = *options;
    made->in = in;
    made->in.options = &made->options;
    status = check_descriptions(&made->in, error);
    if (status == RBK_OK)
        status = begin_payload(made, payload, error);
    if (status != RBK_OK) {
        rbk_checker_free(made);
        return status;
    }
    *checker = made;
    return RBK_OK;
}

void rbk_checker_free(rbk_checker *checker)
{
    if (checker)
        rbk_payload_check_free(checker->payload);
    free(checker);
}

bool rbk_checker_visitor(rbk_checker *checker, rbk_scan_visitor *visitor)
{
    if (!checker || !visitor || !checker->report.payload_read)
        return false;
    *visitor = rbk_payload_check_visitor(checker->payload);
    return true;
}

rbk_status rbk_checker_end(rbk_checker *checker, rbk_check_report *report, rbk_error *error)
{
    if (!checker)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = checker->payload ? rbk_payload_check_end(checker->payload, error) : RBK_OK;
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
    rbk_status status = rbk_checker_new(disc, layout, image != NULL, options, findings, &checker, error);
    if (status != RBK_OK)
        return status;
    scan.listener = options->listener;
    scan.jobs = options->jobs;
    if (rbk_checker_visitor(checker, &visitor))
        status = rbk_image_scan(image, disc, layout, &visitor, 1, &scan, error);
    if (status == RBK_OK)
        status = rbk_checker_end(checker, report, error);
    rbk_checker_free(checker);
    return status;
}
