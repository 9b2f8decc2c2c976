/*
 * A descriptor, with the files that it consists of: the only place from which a format gets other files than its own.
 */
#include "base/ascii.h"
#include "base/current.h"
#include "base/entries.h"
#include "base/fail.h"
#include "base/identity.h"
#include "base/names.h"
#include "base/path.h"
#include "disc/origin.h"
#include "format/q_list.h"
#include "format/row.h"
#include "source/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What is needed to open a file next to the descriptor for a format. */
typedef struct folder {
    const char *path; /* of the descriptor */
    bool any_path;
    rbk_findings *findings;
    rbk_names read;      /* paths of the files that were opened */
    rbk_names elsewhere; /* names of files that were found in another place, or under another name */
    rbk_names where;     /* of each of them a sentence that says where */
    char *unread;        /* path of the first part that is there and was not; NULL: none */
} folder;

/* The disc is read from this file too. */
static rbk_status note_part(folder *f, const rbk_input *input, const char *location, rbk_error *error)
{
    return rbk_input_is_there(input) ? rbk_names_add(&f->read, location, error) : RBK_OK;
}

static rbk_status note_elsewhere(folder *f, const char *name, const rbk_source_place *place, rbk_error *error)
{
    char sentence[RBK_SENTENCE_BYTES];
    snprintf(sentence, sizeof sentence, "'%.200s' was not found, '%.200s' is used%s", name, place->location,
             place->other_form ? RBK_SOURCE_OTHER_FORM : "");
    rbk_status status = rbk_names_add(&f->elsewhere, name, error);
    return status == RBK_OK ? rbk_names_add(&f->where, sentence, error) : status;
}

/* A file of the disc is reported by its probe. disc NULL: it could not be read. */
static rbk_status report_elsewhere(const folder *f, const rbk_disc *disc, rbk_error *error)
{
    for (size_t i = 0; i < f->where.count; i++) {
        size_t file = 0;
        while (disc && file < disc->file_count && strcmp(disc->files[file].path, f->elsewhere.names[i]) != 0)
            file++;
        if ((!disc || file == disc->file_count) && rbk_findings_add(f->findings, RBK_WARNING, "file.elsewhere", f->path,
                                                                    0, 0, "%s", f->where.names[i]) != RBK_OK)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}

static rbk_status open_sibling(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    folder *f = user;
    rbk_source_place place = {0};
    rbk_input_open_bytes(input, NULL, 0);
    rbk_status status = rbk_source_locate(name, f->path, f->any_path, &place, error);
    if (status == RBK_OK && place.elsewhere)
        status = note_elsewhere(f, name, &place, error);
    rbk_identity judged = {0};
    if (status == RBK_OK)
        status = rbk_input_open(input, place.location, error);
    bool may = false;
    if (status == RBK_OK)
        status = rbk_source_may_read(place.location, f->any_path ? NULL : f->path, &may, &judged, error);
    if (status == RBK_OK && !may)
        status = rbk_fail(error, RBK_CHANGED, "was replaced by a link out of the sheet's folder");
    if (status == RBK_OK)
        status = rbk_identity_check_open(input->descriptor, &judged, error);
    if (status == RBK_OK)
        status = note_part(f, input, place.location, error);
    if (status != RBK_OK && place.location)
        rbk_error_set_path(error, place.location);
    free(place.location);
    return status;
}

/* A file that is found under another ending is another file. */
static bool is_other_file(const char *name, const rbk_source_place *place)
{
    const char *wanted = strrchr(name, '.'), *found = strrchr(rbk_path_base(place->location), '.');
    return place->elsewhere && !rbk_ascii_same(wanted ? wanted : "", found ? found : "");
}

static rbk_status open_if_there(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    folder *f = user;
    rbk_source_place place = {0};
    rbk_error why;
    rbk_error_init(&why);
    rbk_input_open_bytes(input, NULL, 0);
    rbk_status status = rbk_source_locate(name, f->path, f->any_path, &place, &why);
    const bool found = status == RBK_OK && !is_other_file(name, &place);
    bool may = false;
    if (status != RBK_OK && rbk_error_is_of_system(&why)) {
        if (error)
            *error = why;
        return status;
    }
    status = found ? rbk_source_may_read(place.location, f->any_path ? NULL : f->path, &may, NULL, error) : RBK_OK;
    if (status == RBK_OK && may)
        status = rbk_input_open_if_there(input, place.location, error);
    if (status == RBK_OK && place.location)
        status = note_part(f, input, place.location, error);
    if (status != RBK_OK && place.location)
        rbk_error_set_path(error, place.location);
    free(place.location);
    return status;
}

/* ------------------------------------------------------------------ what is there and cannot be opened */

static rbk_status report_outside(const char *path, const char *found, rbk_findings *findings, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_WARNING, "file.outside", path, 0, 0, RBK_SOURCE_LED_OUTSIDE,
                            rbk_path_base(found)) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

bool rbk_source_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

const char *rbk_source_irregular_kind(const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0)
        return S_ISDIR(about.st_mode) ? "a folder" : "a special file";
    return errno == ELOOP ? "a link that leads back to itself" : "a link whose target does not exist";
}

static rbk_status report_irregular(const char *found, const char *rule, bool *is_folder, rbk_findings *findings,
                                   rbk_error *error)
{
    *is_folder = rbk_source_is_folder(found);
    return rbk_findings_add(findings, RBK_WARNING, rule, found, 0, 0,
                            "it is ignored: expected a regular file, found %s",
                            rbk_source_irregular_kind(found)) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* Of a file that is a part of the disc: several could be meant. */
static rbk_status report_several_parts(const folder *f, const char *name, const char *found, size_t matches,
                                       rbk_error *error)
{
    return rbk_findings_add(f->findings, RBK_WARNING, "file.unusable", f->path, 0, 0,
                            "'%.200s' and %zu more could be '%.200s': none is read; expected one called so",
                            rbk_path_base(found), matches - 1, name) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

static rbk_status open_found_part(folder *f, const char *found, rbk_input *input, rbk_error *error)
{
    rbk_identity judged = {0};
    bool may = false;
    rbk_status status = rbk_source_may_read(found, f->any_path ? NULL : f->path, &may, &judged, error);
    if (status == RBK_OK && !may)
        return report_outside(f->path, found, f->findings, error);
    if (status == RBK_OK)
        status = rbk_input_open_if_there(input, found, error);
    if (status == RBK_OK && rbk_input_is_there(input))
        status = rbk_identity_check_open(input->descriptor, &judged, error);
    if (status == RBK_OK)
        status = note_part(f, input, found, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, found);
    return status;
}

/* The path of the target of a descriptor that is a link; NULL where it is none. */
static rbk_status find_target(const folder *f, char **target, rbk_error *error)
{
    char *next = NULL, *here = NULL;
    *target = NULL;
    rbk_status status = rbk_path_follow(f->path, &next, error);
    if (status == RBK_OK && next) {
        here = rbk_current_path(f->path);
        *target = here ? realpath(here, NULL) : NULL;
        status = *target ? RBK_OK : rbk_path_fail_look(f->path, errno, error);
    }
    free(here);
    free(next);
    return status;
}

/* Next to the descriptor, or else next to its target. */
static rbk_status find_part(const folder *f, const char *name, char **found, size_t *matches, char **irregular,
                            rbk_error *error)
{
    char *target = NULL;
    rbk_status status = rbk_source_find_session(f->path, name, NULL, found, matches, irregular, error);
    if (status != RBK_OK || *matches > 0 || *irregular)
        return status;
    status = find_target(f, &target, error);
    if (status == RBK_OK && target)
        status = rbk_source_find_session(target, name, NULL, found, matches, irregular, error);
    free(target);
    return status;
}

static rbk_status open_part(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    folder *f = user;
    char *found = NULL, *irregular = NULL;
    size_t matches = 0;
    bool is_folder = false;
    rbk_input_open_bytes(input, NULL, 0);
    rbk_status status = find_part(f, name, &found, &matches, &irregular, error);
    if (status == RBK_OK && irregular)
        status = report_irregular(irregular, "file.unusable", &is_folder, f->findings, error);
    else if (status == RBK_OK && matches > 1)
        status = report_several_parts(f, name, found, matches, error);
    else if (status == RBK_OK && matches == 1)
        status = open_found_part(f, found, input, error);
    const char *there = irregular ? irregular : found;
    if (status == RBK_OK && there && !f->unread && !rbk_input_is_there(input) && !(f->unread = strdup(there)))
        status = rbk_fail_memory(error);
    free(irregular);
    free(found);
    return status;
}

/* ------------------------------------------------------------------ the folder */

static rbk_status add_entry(rbk_names *list, rbk_entries *entries, const char *name, rbk_error *error)
{
    bool is_file = false;
    if (rbk_path_has_extension(name, &RBK_STASH_SUFFIX[1]) || strncmp(name, ".redbook-", strlen(".redbook-")) == 0)
        return RBK_OK;
    rbk_status status = rbk_entries_see_file(entries, &is_file, error);
    return status == RBK_OK && is_file ? rbk_names_add(list, name, error) : status;
}

static rbk_status list_folder(void *user, rbk_status (*each)(void *context, const char *name), void *context,
                              rbk_error *error)
{
    const folder *f = user;
    rbk_names list = {NULL, 0};
    rbk_entries *entries = NULL;
    rbk_status status = rbk_entries_open(f->path, false, &entries, error);
    for (const char *name; status == RBK_OK && (name = rbk_entries_next(entries));)
        status = add_entry(&list, entries, name, error);
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    status = status == RBK_OK ? ended : status;
    rbk_names_sort(&list);
    for (size_t i = 0; i < list.count && status == RBK_OK; i++)
        status = each(context, list.names[i]);
    rbk_names_release(&list);
    return status;
}

/* ------------------------------------------------------------------ files of the same name */

/* Whoever writes the disc again would lose what the list states. */
static rbk_status note_damage(const char *path, rbk_disc *disc, const char *reason, rbk_findings *findings)
{
    if (!disc->damaged_q && !(disc->damaged_q = strdup(path)))
        return RBK_NO_MEMORY;
    return rbk_findings_add(findings, RBK_WARNING, "q-list.damaged", path, 0, 0, "it is ignored: %s", reason);
}

static rbk_status report_found(const char *path, size_t repeated, const rbk_disc *disc, rbk_findings *findings)
{
    const size_t count = disc->listed_q_count;
    rbk_status status = rbk_findings_add(findings, RBK_NOTE, "q-list.found", path, 0, 0, "%zu %s modified Q", count,
                                         RBK_PLURAL(count, "sector has", "sectors have"));
    if (status == RBK_OK && repeated > 0)
        status =
            rbk_findings_add(findings, RBK_WARNING, "q-list.repeated", path, 0, 0,
                             "%zu %s of a sector that another is of, too: one of each is used, expected one record "
                             "for each sector",
                             repeated, RBK_PLURAL(repeated, "record is", "records are"));
    return status;
}

/* The list in a file next to the descriptor becomes the disc's; one that is damaged is ignored. */
static rbk_status read_q_list(const char *path, rbk_q_list_kind kind, rbk_disc *disc, rbk_findings *findings,
                              rbk_error *error)
{
    rbk_bytes bytes = {0};
    rbk_error reason;
    rbk_error_init(&reason);
    rbk_status status = rbk_bytes_read_file(path, RBK_Q_LIST_BYTES_MAX, &bytes, &reason);
    if (status == RBK_OK)
        status = rbk_q_list_read(kind, bytes.data, bytes.size, disc, &reason);
    const size_t repeated = status == RBK_OK ? rbk_q_list_count(kind, bytes.size) - disc->listed_q_count : 0;
    rbk_bytes_release(&bytes);
    if (status == RBK_OK)
        status = rbk_disc_add_part(disc, path, &reason);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK && reason.system_error != 0) { /* what is in it is not known */
        rbk_error_set_path(&reason, path);
        if (error)
            *error = reason;
        return status;
    }
    if (status != RBK_OK)
        status = note_damage(path, disc, reason.sentence, findings);
    else
        status = report_found(path, repeated, disc, findings);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* As with one that is damaged, whoever writes the disc again would lose what it states: a list more than any other file. */
static rbk_status note_unread(rbk_disc *disc, const char *path, rbk_error *error)
{
    if (disc->unread_q && rbk_q_list_kind_of(disc->unread_q) != RBK_Q_LIST_KINDS)
        return RBK_OK;
    free(disc->unread_q);
    disc->unread_q = strdup(path);
    return disc->unread_q ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status report_several(const char *path, const char *found, size_t matches, const char *extension,
                                 rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    if (rbk_findings_add(
            findings, RBK_WARNING, "q-list.several", path, 0, 0,
            "'%.200s' and %zu more could be its list of Q: none is read; expected one called as it is, with "
            "the extension '.%s'",
            rbk_path_base(found), matches - 1, extension) != RBK_OK)
        return rbk_fail_memory(error);
    return note_unread(disc, found, error);
}

static rbk_status report_outside_list(const char *path, const char *found, rbk_disc *disc, rbk_findings *findings,
                                      rbk_error *error)
{
    rbk_status status = report_outside(path, found, findings, error);
    return status == RBK_OK ? note_unread(disc, found, error) : status;
}

/* A folder is no list that would be lost. */
static rbk_status report_irregular_list(const char *found, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    bool is_folder = false;
    rbk_status status = report_irregular(found, "q-list.damaged", &is_folder, findings, error);
    return status == RBK_OK && !is_folder ? note_unread(disc, found, error) : status;
}

/* The list of one kind that is next to the descriptor. */
static rbk_status read_q_list_next_to(const char *path, bool any_path, rbk_q_list_kind kind, rbk_disc *disc,
                                      rbk_findings *findings, rbk_error *error)
{
    const char *extension = rbk_q_list_name(kind);
    char *next_to = NULL, *irregular = NULL;
    size_t matches = 0;
    bool may = false;
    rbk_status status = rbk_source_find_sidecar(path, extension, NULL, &next_to, &matches, &irregular, error);
    if (status == RBK_OK && irregular)
        status = report_irregular_list(irregular, disc, findings, error);
    else if (status == RBK_OK && matches > 1)
        status = report_several(path, next_to, matches, extension, disc, findings, error);
    else if (status == RBK_OK && matches == 1) {
        status = rbk_source_may_read(next_to, any_path ? NULL : path, &may, NULL, error);
        if (status == RBK_OK)
            status = may ? read_q_list(next_to, kind, disc, findings, error)
                         : report_outside_list(path, next_to, disc, findings, error);
    }
    free(irregular);
    free(next_to);
    return status;
}

/* That another list was found is not reported, and one outside of the folder, which --any-path only compares, otherwise. */
static int of_another_list(void *outside, const rbk_finding *finding)
{
    const bool led = strcmp(finding->rule, "file.outside") == 0;
    *(bool *)outside |= led;
    return led || strcmp(finding->rule, "q-list.found") == 0 ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

/* What the used list leaves without effect need not be read for the disc to be. */
static rbk_status report_unread_list(const char *path, const char *used, rbk_error *reason, rbk_findings *findings)
{
    char list[RBK_PATH_BYTES], text[RBK_SENTENCE_BYTES];
    snprintf(list, sizeof list, "%s", reason->place.path[0] ? reason->place.path : path);
    reason->place.path[0] = '\0';
    return rbk_findings_add(findings, RBK_WARNING, "q-list.damaged", list, 0, 0,
                            "it is ignored, and not compared with '%.200s', which is used: %s", used,
                            rbk_error_format(reason, text, sizeof text));
}

static rbk_status report_compared(const char *path, const char *used, const rbk_disc *disc, const rbk_disc *other,
                                  bool outside, rbk_findings *findings)
{
    if (outside)
        return rbk_findings_add(findings, RBK_WARNING, "file.outside", path, 0, 0,
                                "'%.200s' leads outside the sheet's folder by a link: it is ignored, and not compared "
                                "with '%.200s', which is used",
                                rbk_path_base(other->unread_q), used);
    if (other->part_count == 0 || rbk_q_list_same(disc, other))
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "q-list.differs", other->parts[0], 0, 0,
                            "it is ignored: '%.200s' is used and has other records; expected one list, or two with the "
                            "same records",
                            used);
}

/* One list has given the disc its records: another next to it is compared with them. */
static rbk_status compare_q_list(const char *path, bool any_path, rbk_q_list_kind kind, const rbk_disc *disc,
                                 rbk_findings *findings, rbk_error *error)
{
    const char *used = rbk_path_base(disc->parts[disc->part_count - 1]);
    rbk_disc *other = rbk_disc_new();
    rbk_findings *own = rbk_findings_new();
    rbk_error reason;
    rbk_error_init(&reason);
    bool outside = false;
    rbk_status status = other && own ? read_q_list_next_to(path, any_path, kind, other, own, &reason) : RBK_NO_MEMORY;
    if (status != RBK_OK && status != RBK_NO_MEMORY)
        status = report_unread_list(path, used, &reason, findings);
    else if (status == RBK_OK && (status = rbk_findings_pass_on(own, of_another_list, &outside, findings)) == RBK_OK)
        status = report_compared(path, used, disc, other, outside, findings);
    rbk_findings_free(own);
    rbk_disc_free(other);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* A list of sectors with modified Q, as copy protections have it, belongs to the disc and no sheet names it. */
static rbk_status read_q_lists(const char *path, bool any_path, rbk_disc *disc, rbk_findings *findings,
                               rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int kind = 0; kind < RBK_Q_LIST_KINDS && status == RBK_OK; kind++)
        status = disc->listed_q_count == 0
                     ? read_q_list_next_to(path, any_path, (rbk_q_list_kind)kind, disc, findings, error)
                     : compare_q_list(path, any_path, (rbk_q_list_kind)kind, disc, findings, error);
    return status;
}

/* The descriptor itself and the files that it consists of. */
static rbk_status read_sheet(folder *f, const rbk_format_options *how, rbk_disc **disc, rbk_error *error)
{
    rbk_input input;
    const rbk_format_siblings siblings = {
        .open = open_sibling, .open_if_there = open_if_there, .open_part = open_part, .list = list_folder, .user = f};
    rbk_disc *made = NULL;
    struct stat about;
    rbk_status status = rbk_input_open(&input, f->path, error);
    if (status == RBK_OK && fstat(input.descriptor, &about) != 0)
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    if (status == RBK_OK)
        status = rbk_format_read_input(&input, &siblings, f->path, how, &made, f->findings, error);
    if (report_elsewhere(f, made, status == RBK_OK ? error : NULL) != RBK_OK && status == RBK_OK)
        status = RBK_NO_MEMORY;
    if (status == RBK_OK)
        rbk_identity_take(&about, &made->identity);
    if (status == RBK_OK && !(made->descriptor_path = strdup(f->path)))
        status = rbk_fail_memory(error);
    for (size_t i = 0; i < f->read.count && status == RBK_OK; i++)
        status = rbk_disc_add_part(made, f->read.names[i], error);
    if (status == RBK_OK && f->unread && !made->unread_q) {
        made->unread_q = f->unread;
        f->unread = NULL;
    }
    free(f->unread);
    rbk_input_close(&input);
    rbk_names_release(&f->read);
    rbk_names_release(&f->elsewhere);
    rbk_names_release(&f->where);
    *disc = made;
    return status;
}

rbk_status rbk_source_read_descriptor(const char *path, const rbk_source_options *options, rbk_disc **disc,
                                      rbk_findings *findings, rbk_error *error)
{
    folder f = {.path = path, .any_path = options && options->any_path, .findings = findings};
    rbk_format_options how;
    rbk_format_options_init(&how);
    if (options) {
        how = options->format;
        how.sums = how.sums || options->sums;
    }
    rbk_disc *made = NULL;
    rbk_status status = rbk_recover_reporting(path, RBK_RECOVER_TO_READ, findings, error);
    if (status != RBK_OK)
        return status;
    status = read_sheet(&f, &how, &made, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    if (status == RBK_OK)
        status = rbk_source_read_cdtext(made, path, options, findings, error);
    if (status == RBK_OK)
        status = read_q_lists(path, f.any_path, made, findings, error);
    if (status != RBK_OK) {
        rbk_disc_free(made);
        return status;
    }
    *disc = made;
    return RBK_OK;
}

rbk_status rbk_source_report_descriptor_next_to(const char *path, bool refused, rbk_findings *findings,
                                                rbk_error *error)
{
    const rbk_format *format;
    rbk_status status = RBK_OK;
    bool reported = false;
    for (size_t i = 0; !reported && status == RBK_OK && (format = rbk_format_at(i)); i++) {
        char *next_to = NULL;
        status = rbk_source_find_exactly(path, format->extension, &next_to, error);
        reported = next_to != NULL;
        if (reported && rbk_findings_add(findings, RBK_WARNING, "source.sheet-beside", path, 0, 0,
                                         refused ? "'%s' next to it may describe it: give that instead"
                                                 : "it is read as one track; '%s' next to it may describe more",
                                         rbk_path_base(next_to)) != RBK_OK)
            status = rbk_fail_memory(error);
        free(next_to);
    }
    return status;
}
