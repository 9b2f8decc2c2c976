/*
 * The TOCs of a disc with several sessions. What follows the first one is looked for by its name: no TOC names another.
 */
#include "format/toc_sessions.h"
#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "disc/sessions.h"
#include "format/text_input.h"
#include "format/toc.h"
#include "format/toc_session_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDITION_BYTES 32 /* " (Session 99)" */

char *rbk_toc_session_name(const char *path, size_t session)
{
    const char *base = rbk_path_base(path);
    const size_t stem = rbk_path_stem(base), size = strlen(base) + ADDITION_BYTES;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%.*s (Session %zu)%s", (int)stem, base, session, base + stem);
    return name;
}

size_t rbk_toc_session_stem(const char *path)
{
    static const char addition[] = " (Session ";
    const size_t start = (size_t)(rbk_path_base(path) - path);
    size_t at = rbk_path_stem(path);
    if (at <= start || path[--at] != ')')
        return 0;
    const size_t digits_end = at;
    while (at > start && rbk_ascii_is_digit(path[at - 1]))
        at--;
    const size_t length = sizeof addition - 1;
    if (at == digits_end || at <= start + length || !rbk_ascii_same_n(path + at - length, addition, length))
        return 0;
    return at - length;
}

/* ------------------------------------------------------------------ writing */

rbk_status rbk_toc_sessions_check(const rbk_disc *disc, rbk_error *error)
{
    for (size_t s = 0; s < disc->session_count; s++)
        if (disc->sessions[s].area != RBK_AREA_CD)
            return rbk_fail(error, RBK_UNSUPPORTED, "a TOC cannot describe the areas of a GD-ROM");
    for (size_t t = 1; t < disc->track_count; t++) {
        if (disc->tracks[t].session == disc->tracks[t - 1].session)
            continue;
        const int64_t usual = rbk_session_usual_distance(disc, t), found = rbk_session_distance(disc, t);
        if (found != usual)
            return rbk_fail(error, RBK_UNSUPPORTED,
                            "a TOC cannot state where session %u starts: expected %lld sectors between it and the one "
                            "before, found %lld",
                            (unsigned)disc->tracks[t].session + 1, (long long)usual, (long long)found);
    }
    return RBK_OK;
}

static rbk_status make_later(rbk_disc *made, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = rbk_toc_cut_cdtext(made, findings, error);
    for (int field = 0; field < RBK_TEXT_FIELDS && status == RBK_OK; field++)
        status = rbk_text_set(&made->text, (rbk_text_field)field, NULL, error);
    made->mcn[0] = '\0';
    for (size_t t = 0; t < made->track_count; t++)
        made->tracks[t].number = (uint32_t)t + 1;
    return status;
}

rbk_status rbk_toc_session_disc(const rbk_disc *disc, size_t session, rbk_disc **made, rbk_findings *findings,
                                rbk_error *error)
{
    rbk_disc *copy = rbk_disc_copy_session(disc, session);
    rbk_status status = copy ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && session > 0)
        status = make_later(copy, findings, error);
    if (status == RBK_OK)
        *made = copy;
    else
        rbk_disc_free(copy);
    return status;
}

/* ------------------------------------------------------------------ reading */

static rbk_status append(rbk_disc *disc, rbk_input *input, const char *name, const rbk_format_options *options,
                         rbk_findings *findings, rbk_error *error)
{
    rbk_disc *other = NULL;
    rbk_status status = rbk_text_input_read(input, rbk_toc_read, name, options, &other, findings, error);
    if (status == RBK_OK)
        status = rbk_toc_append_session(disc, other, name, findings, error);
    rbk_disc_free(other);
    return status;
}

static rbk_status report(const char *path, const char *name, size_t session, rbk_findings *findings, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_NOTE, "toc.session", path, 0, 0, "'%.200s' next to it is session %zu", name,
                            session) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* The TOC with the lowest number of those after the one that is missing. */
typedef struct later {
    const char *path;
    size_t missing;
    size_t session; /* 0: none */
} later;

static rbk_status look_at(void *context, const char *entry)
{
    static const char addition[] = " (Session ";
    later *found = context;
    const char *base = rbk_path_base(found->path);
    const size_t stem = rbk_path_stem(base);
    if (strlen(entry) < stem + sizeof addition || strncmp(entry + stem, addition, sizeof addition - 1) != 0)
        return RBK_OK;
    const unsigned long session = strtoul(entry + stem + sizeof addition - 1, NULL, 10);
    if (session <= found->missing || session > RBK_TRACKS_MAX || (found->session && session >= found->session))
        return RBK_OK;
    char *name = rbk_toc_session_name(base, session);
    if (name && rbk_ascii_same(name, entry))
        found->session = session;
    rbk_status status = name ? RBK_OK : RBK_NO_MEMORY;
    free(name);
    return status;
}

/* A disc ends with the last session there is; a later one after a gap, which is *unread, means that a TOC is missing. */
static rbk_status judge_gap(const rbk_format_siblings *siblings, later *found, char **unread, rbk_findings *findings,
                            rbk_error *error)
{
    if (!siblings || !siblings->list)
        return RBK_OK;
    rbk_status status = siblings->list(siblings->user, look_at, found, error);
    if (status != RBK_OK)
        return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : status;
    if (!found->session)
        return RBK_OK;
    char *missing = rbk_toc_session_name(found->path, found->missing);
    char *there = rbk_toc_session_name(found->path, found->session);
    if (!missing || !there ||
        rbk_findings_add(findings, RBK_WARNING, "toc.session-missing", found->path, 0, 0,
                         "'%.200s' is next to it, '%.200s' is not: sessions from %zu on are not read; add the missing "
                         "TOC, or rename or remove the others",
                         there, missing, found->missing) != RBK_OK ||
        !(*unread = rbk_path_next_to(found->path, there)))
        status = rbk_fail_memory(error);
    free(missing);
    free(there);
    return status;
}

rbk_status rbk_toc_sessions_read(const rbk_format_siblings *siblings, const char *path,
                                 const rbk_format_options *options, rbk_disc *disc, rbk_findings *findings,
                                 rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool there = siblings != NULL;
    size_t session = 2;
    for (; there && session <= RBK_TRACKS_MAX && status == RBK_OK; session++) {
        rbk_input input;
        char *name = rbk_toc_session_name(path, session);
        rbk_input_open_bytes(&input, NULL, 0);
        status = name ? rbk_format_sibling_open_part(siblings, name, &input, error) : rbk_fail_memory(error);
        there = status == RBK_OK && rbk_input_is_there(&input);
        if (there)
            status = append(disc, &input, name, options, findings, error);
        if (there && status == RBK_OK)
            status = report(path, name, session, findings, error);
        rbk_input_close(&input);
        free(name);
    }
    later found = {.path = path, .missing = session - 1};
    return status == RBK_OK && !there ? judge_gap(siblings, &found, &disc->unread_q, findings, error) : status;
}
