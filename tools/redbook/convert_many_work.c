/*
 * Many discs at once: a number of threads, each of which takes the next disc that is waiting. The threads within a disc
 * are shared out anew when one is begun: the last discs have more than the first.
 */
#include "redbook/convert_many.h"

#include "cli/cancel.h"
#include "cli/disc_input.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOOK_NS   100000000L
#define SECOND_NS 1000000000L

/* ------------------------------------------------------------------ one disc, in a thread of its own */

static void on_progress(void *user, uint64_t completed, uint64_t total)
{
    convert_item *item = user;
    pthread_mutex_lock(&item->batch->lock);
    item->done = completed;
    item->total = total;
    pthread_mutex_unlock(&item->batch->lock);
}

static bool on_query(void *user)
{
    (void)user;
    return cli_cancel_signal() != 0;
}

static void drop_attempt(convert_item *item)
{
    convert_task_release(&item->task);
    rbk_findings_free(item->findings);
    item->findings = rbk_findings_new();
    rbk_error_init(&item->error);
}

static const rbk_listener *listener_of(void *user)
{
    return user;
}

static void work_on(disc_batch *batch, convert_item *item)
{
    rbk_listener listener = {item, on_progress, on_query};
    rbk_status status = RBK_USERABORT;
    unsigned attempts = 0;
    item->task.path = item->path;
    item->task.output = item->output;
    item->task.target = convert_many_target(batch->values);
    item->task.depfile = item->depfile;
    item->task.plan_only = batch->planning;
    item->task.begin = listener_of;
    item->task.user = &listener;
    if (cli_cancel_signal()) {
        item->error.status = RBK_USERABORT;
        return;
    }
    do {
        drop_attempt(item);
        status =
            item->findings ? convert_disc(batch->values, &item->task, item->findings, &item->error) : RBK_NO_MEMORY;
    } while (disc_input_again(status, &attempts));
    cli_recover_error(status, item->path, &item->error);
}

/* One that needs more than there is fails with the system's reason, alone. With the lock. */
static bool fits(const disc_batch *batch, const convert_item *item)
{
    return batch->open == 0 || batch->open + item->open <= batch->open_most;
}

/*
 * Without an error so far, and not begun. With the lock. Where the files of one more could not all be open, it waits for others to
 * end, so that no disc fails for what others have open.
 */
static convert_item *take_next(disc_batch *batch)
{
    for (;;) {
        while (batch->next < batch->count && batch->items[batch->next].error.status != RBK_OK)
            batch->items[batch->next++].ended = true;
        if (batch->next == batch->count)
            return NULL;
        if (fits(batch, &batch->items[batch->next]))
            break;
        (void)pthread_cond_wait(&batch->changed, &batch->lock);
    }
    size_t left = batch->count - batch->next;
    convert_item *item = &batch->items[batch->next++];
    item->begun = true;
    batch->open += item->open;
    item->task.jobs = batch->jobs / (uint32_t)(left < batch->workers ? left : batch->workers);
    item->task.jobs = item->task.jobs ? item->task.jobs : 1;
    return item;
}

static void *work(void *user)
{
    disc_batch *batch = user;
    convert_item *item;
    pthread_mutex_lock(&batch->lock);
    while ((item = take_next(batch)) != NULL) {
        pthread_mutex_unlock(&batch->lock);
        work_on(batch, item);
        pthread_mutex_lock(&batch->lock);
        item->ended = true;
        batch->open -= item->open;
        pthread_cond_broadcast(&batch->changed);
    }
    batch->running--;
    pthread_cond_broadcast(&batch->changed);
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* ------------------------------------------------------------------ the thread that reports */

/* Sectors of all discs, by the part of each that is done. With the lock. */
static void show_progress(disc_batch *batch)
{
    uint64_t done = 0, total = 0;
    for (size_t i = 0; i < batch->count; i++) {
        const convert_item *item = &batch->items[i];
        total += item->sectors;
        if (item->ended)
            done += item->sectors;
        else if (item->total > 0)
            done += (uint64_t)((double)item->sectors * ((double)item->done / (double)item->total));
    }
    cli_progress_update(&batch->session.progress, done, total);
}

/* What the finished ones have to say, in order. With the lock; *said counts them. */
static void say_ended(disc_batch *batch, size_t *said)
{
    for (; *said < batch->count && batch->items[*said].ended; ++*said) {
        const convert_item *item = &batch->items[*said];
        const rbk_status status = item->error.status;
        if (batch->planning || status == RBK_USERABORT)
            continue;
        cli_progress_end(&batch->session.progress);
        if (item->findings)
            cli_say_findings_from(&batch->session.voice, item->findings, batch->session.fail_on);
        if (status != RBK_OK && (status != RBK_REFUSED || !rbk_findings_count_from(item->findings, RBK_ERROR)))
            cli_say_error(&batch->session.voice, &item->error);
        if (item->task.rule_error.status != RBK_OK)
            cli_say_error(&batch->session.voice, &item->task.rule_error);
    }
}

static void wait_for_change(disc_batch *batch)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_NS;
    until.tv_sec += until.tv_nsec / SECOND_NS;
    until.tv_nsec %= SECOND_NS;
    (void)pthread_cond_timedwait(&batch->changed, &batch->lock, &until);
}

void convert_many_work(disc_batch *batch)
{
    size_t said = 0;
    pthread_t *threads = calloc(batch->workers, sizeof *threads);
    size_t started = 0;
    batch->next = 0;
    for (size_t i = 0; i < batch->count; i++)
        batch->items[i].ended = false;
    pthread_mutex_lock(&batch->lock);
    batch->running = 0;
    for (; threads && started < batch->workers; started++, batch->running++)
        if (pthread_create(&threads[started], NULL, work, batch) != 0)
            break;
    if (started == 0) {
        batch->running = 1;
        pthread_mutex_unlock(&batch->lock);
        work(batch);
        pthread_mutex_lock(&batch->lock);
    }
    while (batch->running > 0) {
        wait_for_change(batch);
        say_ended(batch, &said);
        show_progress(batch);
    }
    say_ended(batch, &said);
    pthread_mutex_unlock(&batch->lock);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}
