/*
 * The CD-TEXT packs of an edit: renewed in the file that the sheet names, new in a file of the sheet's name, or removed with
 * their last text.
 */
#include "base/fail.h"
#include "base/identity.h"
#include "base/path.h"
#include "edit/editing.h"
#include "edit/shared.h"
#include "text/times.h"

#include <redbook/cdtext.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

rbk_status rbk_edit_check_packs(rbk_editing *e, rbk_error *error)
{
    const rbk_disc *before = e->before;
    rbk_findings *noticed = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    rbk_status status = noticed ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && e->format == rbk_format_find("cue") && before->cdtext_file && !before->cdtext)
        status = rbk_fail_at(
            error, RBK_REFUSED, before->descriptor_path, 0, 0,
            "the sheet names the CD-TEXT file '%.200s', which cannot be changed with it: %.200s; put it in its "
            "place, or remove the line CDTEXTFILE",
            before->cdtext_file, rbk_edit_reason_of_packs(e->findings));
    if (status != RBK_OK || !before->cdtext || e->options->cdtext_chosen) {
        rbk_findings_free(noticed);
        return status;
    }
    status = rbk_cdtext_of_disc(before, NULL, &packs, noticed, error);
    for (size_t i = 0; status == RBK_OK && i < rbk_findings_count(noticed); i++)
        if (strcmp(rbk_findings_at(noticed, i)->rule, "cdtext.remade") == 0)
            status = rbk_findings_add(
                         e->findings, RBK_ERROR, "edit.cdtext",
                         before->cdtext_location ? before->cdtext_location : before->descriptor_path, 0, 0,
                         "packs are damaged: with correct checksums, wrong texts would no longer be noticed") == RBK_OK
                         ? rbk_fail(error, RBK_REFUSED, "the CD-TEXT is damaged")
                         : rbk_fail_memory(error);
    rbk_bytes_release(&packs);
    rbk_findings_free(noticed);
    return status;
}

/* Damaged packs that may be rebuilt are. */
static rbk_status rebuild_packs(rbk_editing *e, const rbk_cdtext_options *how, rbk_error *error)
{
    rbk_bytes packs = {NULL, 0};
    rbk_status status = rbk_cdtext_of_disc(e->disc, how, &packs, e->findings, error);
    if (status == RBK_OK && packs.size > 0)
        status = rbk_disc_set_cdtext(e->disc, packs.data, packs.size, error);
    rbk_bytes_release(&packs);
    return status;
}

/* A disc that had no packs gets them next to its sheet. */
static rbk_status add_pack_file(rbk_editing *e, const rbk_bytes *packs, rbk_error *error)
{
    struct stat there;
    const char *sheet = e->target;
    char *name = rbk_path_name_with(sheet, ".cdt");
    char *path = name ? rbk_path_next_to(sheet, name) : NULL;
    rbk_status status = path ? rbk_disc_set_cdtext(e->disc, packs->data, packs->size, error) : rbk_fail_memory(error);
    if (status == RBK_OK && lstat(path, &there) == 0) {
        status = rbk_identity_check(sheet, &e->before->identity, error); /* else it is that of another edit */
        if (status == RBK_OK)
            status = rbk_findings_add(e->findings, RBK_ERROR, "target.exists", path, 0, 0,
                                      "already exists, and is not the CD-TEXT of this disc: move it away") == RBK_OK
                         ? rbk_fail(error, RBK_REFUSED, "the CD-TEXT cannot be written")
                         : rbk_fail_memory(error);
    }
    if (status != RBK_OK) {
        free(name);
        free(path);
        return status;
    }
    free(e->disc->cdtext_file);
    e->disc->cdtext_file = name;
    e->result->cdtext_path = path;
    return RBK_OK;
}

static rbk_status make_pack_file(rbk_editing *e, const rbk_cdtext_options *how, rbk_error *error)
{
    rbk_bytes packs = {NULL, 0};
    rbk_status status = rbk_cdtext_for_sheet(e->disc, RBK_CDTEXT_AUTO, how, &packs, e->findings, error);
    if (status == RBK_OK && packs.size > 0)
        status = add_pack_file(e, &packs, error);
    rbk_bytes_release(&packs);
    return status;
}

/* Whether the file of packs is audio, data or a subchannel of the disc as well, which a sheet may say of any file. */
static rbk_status is_payload(const rbk_editing *e, bool *is, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *is = false;
    for (size_t i = 0; i < e->disc->file_count && !*is && status == RBK_OK; i++) {
        const rbk_file *file = &e->disc->files[i];
        if (file->location)
            status = rbk_path_same_file(file->location, e->packs_target, is, error);
        if (status == RBK_OK && !*is && file->subchannel_location)
            status = rbk_path_same_file(file->subchannel_location, e->packs_target, is, error);
    }
    return status;
}

/*
 * The sheet no longer names its file: with nothing left in it, it is removed, unless another sheet has texts there, or it is
 * a file of the disc. So is a link to it, but not one in another folder, whose sheets are not looked at.
 */
static rbk_status drop_pack_file(rbk_editing *e, rbk_error *error)
{
    bool shared = false, is_here = false, payload = false;
    rbk_status status = rbk_edit_same_folder(e->target, e->disc->cdtext_location, &is_here, error);
    if (status == RBK_OK)
        status = is_payload(e, &payload, error);
    if (status == RBK_OK && !payload)
        status = rbk_edit_report_shared(e->target, e->packs_target, &shared, e->findings, error);
    if (status != RBK_OK || shared || payload)
        return status;
    if (!is_here)
        return rbk_findings_add(e->findings, RBK_NOTE, "edit.cdtext-shared", e->disc->cdtext_location, 0, 0,
                                "is a link in another folder than the sheet's: the CD-TEXT file '%.200s' is kept",
                                rbk_path_base(e->packs_target)) == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    e->removed_packs = rbk_path_next_to(e->target, rbk_path_base(e->disc->cdtext_location));
    if (!e->removed_packs)
        return rbk_fail_memory(error);
    return rbk_findings_add(e->findings, RBK_WARNING, "edit.cdtext-removed", e->disc->cdtext_location, 0, 0,
                            "is removed, and the sheet no longer names it: no CD-TEXT is left") == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

static rbk_status replace_pack_file(rbk_editing *e, rbk_error *error)
{
    bool payload = false;
    rbk_status status = is_payload(e, &payload, error);
    if (status == RBK_OK && payload)
        return rbk_fail_at(
            error, RBK_REFUSED, e->disc->cdtext_location, 0, 0,
            "is a file of the disc as well, and the new CD-TEXT would replace it: expected a file of its own in the "
            "line CDTEXTFILE");
    if (status == RBK_OK && !(e->result->cdtext_path = strdup(e->packs_target)))
        status = rbk_fail_memory(error);
    return status == RBK_OK ? rbk_edit_report_shared(e->target, e->packs_target, NULL, e->findings, error) : status;
}

/* Packs of times repeat the table of contents, which is that of the marks. */
static void follow_marks(rbk_editing *e)
{
    bool moved = false;
    for (size_t t = 0; t < e->layout->track_count && !moved; t++)
        moved = e->layout->tracks[t].index01_lba != e->layout_before->tracks[t].index01_lba;
    if (moved)
        rbk_cdtext_renew_times(e->disc, e->layout);
}

rbk_status rbk_edit_make_packs(rbk_editing *e, rbk_error *error)
{
    const bool in_file = e->format == rbk_format_find("cue");
    rbk_cdtext_options how;
    rbk_cdtext_options_init(&how);
    how.fallback = e->options->text_fallback;
    how.name = e->before->descriptor_path;
    if (!e->disc->cdtext && e->old.packed_codes) /* packs keep the codes where they are */
        return rebuild_packs(e, &how, error);
    if (!e->disc->cdtext)
        return in_file && !e->disc->cdtext_file ? make_pack_file(e, &how, error) : RBK_OK;
    rbk_status status = rebuild_packs(e, &how, error);
    if (status == RBK_OK)
        status = rbk_cdtext_renew(e->disc, &how, e->findings, error);
    if (status == RBK_OK)
        follow_marks(e);
    if (status != RBK_OK || !in_file || !e->packs_target)
        return status;
    if (!e->disc->cdtext)
        return drop_pack_file(e, error);
    if (e->disc->cdtext_bytes == e->before->cdtext_bytes &&
        memcmp(e->disc->cdtext, e->before->cdtext, e->disc->cdtext_bytes) == 0)
        return RBK_OK;
    return replace_pack_file(e, error);
}
