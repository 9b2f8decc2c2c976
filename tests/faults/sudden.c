/*
 * sudden TOOLS LIBRARY PLACE [SHAPE] - kills commands that write at a random moment
 *
 * A command and a moment are chosen at random: a call of any kind, including allocations and reads, or a time, which may be
 * between two calls. The files are then checked as after a loss of power (judge.h), with or without a reader before the
 * next run.
 *
 * FAULTS=all kills 1,000 times. FAULTS_SEED is the seed.
 */
#include "faults/draw.h"
#include "faults/judge.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KILLS          1000
#define KILLS_IN_SHORT 24

static long time_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* True if it was killed before it ended. */
static bool kill_once(work *w, long calls, long duration_us, uint64_t *random)
{
    uint64_t moment = draw(random);
    work_restore(w);
    if (moment % 2) {
        const run_fault fault = {"any", 1 + (long)(draw(random) % (uint64_t)calls), "kill"};
        snprintf(w->where, sizeof w->where, "killed at call %ld of all kinds", fault.at);
        work_run(w, &fault);
    } else {
        long after = (long)(draw(random) % (uint64_t)(duration_us + 1));
        snprintf(w->where, sizeof w->where, "killed after %ld us", after);
        run_limited(after);
        work_run(w, NULL);
        run_limited(0);
    }
    return w->result.killed;
}

/* Kills one command repeatedly; returns how many kills were before its end. */
static long try_shape(const shape *tried, const char *place, long kills, uint64_t *random)
{
    static work w;
    char what[128];
    long came = 0, calls = work_begin(&w, tried, place, "any"), begun = time_us();
    work_restore(&w);
    work_run(&w, NULL);
    long duration = time_us() - begun;
    for (long i = 0; i < kills && w.failures == 0; i++) {
        came += kill_once(&w, calls, duration, random);
        judge_names(&w);
        if (draw(random) % 2)
            judge_reader(&w);
        judge_next_run(&w);
    }
    snprintf(what, sizeof what, "killed suddenly, %ld times of %ld before its end", came, kills);
    work_report(&w, what);
    work_end(&w);
    return came;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: sudden TOOLS LIBRARY PLACE [SHAPE]\n");
        return 2;
    }
    const char *seed = getenv("FAULTS_SEED");
    uint64_t random = seed ? strtoull(seed, NULL, 10) : 1;
    long wanted = work_is_thorough() ? KILLS : KILLS_IN_SHORT, done = 0, came = 0;
    run_begin(argv[1], argv[2], argv[3]);
    run_with_servers();
    shapes_prepare(argv[3]);
    long each = work_is_thorough() ? KILLS / (long)shape_count + 1 : 2;
    for (size_t first = draw(&random) % shape_count, i = 0; done < wanted && i < shape_count; i++) {
        const shape *tried = &shapes[(first + i * 7) % shape_count];
        if (argc > 4 && strcmp(argv[4], tried->name) != 0)
            continue;
        came += try_shape(tried, argv[3], each, &random);
        done += each;
    }
    printf("# %ld kills, %ld of them before the end of the work\n", done, came);
    return run_done();
}
