/*
 * Runs commands without faults and checks the files.
 */
#include "faults/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool work_is_thorough(void)
{
    const char *faults = getenv("FAULTS");
    return faults && strcmp(faults, "all") == 0;
}

long work_begin(work *w, const shape *tried, const char *place, const char *kind)
{
    const run_fault count = {kind, 0, NULL};
    tree nothing = {.count = 0};
    memset(w, 0, sizeof *w);
    w->shape = tried;
    snprintf(w->folder, sizeof w->folder, "%s/" SHAPE_FOLDER, place);
    snprintf(w->where, sizeof w->where, "undisturbed");
    tree_put(&nothing, w->folder, !tried->makes_folder);
    if (tried->before) {
        run_line(tried->before, NULL, &w->result);
        if (w->result.status != 0)
            work_fail(w, "what is to be replaced cannot be made");
    }
    tree_take(&w->before, w->folder);
    run_line(tried->line, &count, &w->result);
    if (w->result.status != 0)
        work_fail(w, "it fails");
    tree_take(&w->after, w->folder);
    return w->result.calls;
}

void work_end(work *w)
{
    tree_release(&w->before);
    tree_release(&w->after);
}

void work_report(const work *w, const char *what)
{
    char name[256];
    snprintf(name, sizeof name, "%s: %s", w->shape->name, what);
    run_ok(w->failures == 0, name, "%s", w->why);
}

void work_restore(const work *w)
{
    tree_put(&w->before, w->folder, !w->shape->makes_folder);
}

void work_run(work *w, const run_fault *fault)
{
    run_line(w->shape->line, fault, &w->result);
}

/* --rename gives files their new names before it removes the old ones: both may exist. */
static bool has_second_names(const shape *tried)
{
    return strstr(tried->line, " --rename ");
}

/* All files of one are present; others are allowed only if they are those of other and second names are. */
static bool holds(const work *w, const tree *found, const tree *one, const tree *other)
{
    if (!has_second_names(w->shape))
        return tree_equal(found, one, false);
    for (size_t i = 0; i < one->count; i++)
        if (!tree_file_is(found, &one->files[i]))
            return false;
    for (size_t i = 0; i < found->count; i++)
        if (!tree_is_ours(found->files[i].name) && !tree_file_is(one, &found->files[i]) &&
            !tree_file_is(other, &found->files[i]))
            return false;
    return true;
}

unsigned work_look(const work *w)
{
    tree found;
    unsigned state = 0;
    tree_take(&found, w->folder);
    if (holds(w, &found, &w->before, &w->after))
        state |= WORK_BEFORE;
    if (holds(w, &found, &w->after, &w->before))
        state |= WORK_AFTER;
    for (size_t i = 0; i < found.count; i++)
        if (tree_is_ours(found.files[i].name))
            state |= WORK_OURS;
    if (tree_find(&found, TREE_JOURNAL))
        state |= WORK_JOURNAL;
    tree_release(&found);
    return state;
}

void work_fail(work *w, const char *what)
{
    tree found;
    if (w->failures++ > 0)
        return;
    int used = snprintf(w->why, sizeof w->why, "%s: %s; last exit status %d, signal %d, said: %.1500s", w->where, what,
                        w->result.status, w->result.signal, w->result.output);
    tree_take(&found, w->folder);
    for (size_t i = 0; i < found.count && used < (int)sizeof w->why - 400; i++)
        used +=
            snprintf(w->why + used, sizeof w->why - (size_t)used, "\n  there: %s, %zu bytes%s%s", found.files[i].name,
                     found.files[i].size, tree_file_is(&w->before, &found.files[i]) ? ", of the old" : "",
                     tree_file_is(&w->after, &found.files[i]) ? ", of the new" : "");
    tree_release(&found);
}
