/*
 * Conditions after an interrupted command, whatever interrupted it.
 */
#include "faults/judge.h"

#include <string.h>

static bool holds_all(const tree *found, const tree *wanted)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!tree_file_is(found, &wanted->files[i]))
            return false;
    return true;
}

/* As other programs see the files. */
void judge_names(work *w)
{
    tree found;
    const char *descriptor = w->shape->descriptor;
    tree_take(&found, w->folder);
    bool stands = descriptor && tree_find(&found, descriptor);
    bool old = w->before.count > 0 && holds_all(&found, &w->before);
    if (stands && !old && !holds_all(&found, &w->after))
        work_fail(w, "a descriptor names bytes that are not its own");
    tree_release(&found);
}

void judge_reader(work *w)
{
    bool fresh = w->before.count == 0;
    run_line(w->shape->reader, NULL, &w->result);
    unsigned state = work_look(w);
    if (w->result.signal || (!fresh && w->result.status != 0))
        work_fail(w, "the next reader does not find the disc");
    else if (!(state & (WORK_BEFORE | WORK_AFTER)) || state & WORK_JOURNAL)
        work_fail(w, "after a reader has looked, neither the old files nor the new ones are there");
    else if (fresh && w->result.status == 0 && !(state & WORK_AFTER))
        work_fail(w, "a reader found a disc of which not all is there");
}

void judge_next_run(work *w)
{
    bool finished = work_look(w) & WORK_AFTER; /* then a command that replaces no file fails */
    work_run(w, NULL);
    bool declined = w->result.status == 1 && strstr(w->result.output, "already exists") && !w->shape->before;
    unsigned state = work_look(w);
    if (w->result.status != 0 && !(finished && declined))
        work_fail(w, "the next run of the same work fails");
    else if (!(state & WORK_AFTER) || state & WORK_OURS)
        work_fail(w, "after the next run, not just the new files are there");
}
