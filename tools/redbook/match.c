/*
 * redbook match: finds the game in a .dat that an image matches, and how it differs; prints entries for .dat files;
 * renames images.
 */
#include "cli/cancel.h"
#include "cli/fold.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/commands.h"
#include "redbook/match_output.h"

#include <redbook/convert.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DATS_MAX 64

typedef struct match_values {
    const char *dats[DATS_MAX];
    size_t dat_count;
    bool write_entry;
    bool rename;
    rbk_source_options open;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} match_values;

#define AT(member) .offset = offsetof(match_values, member)

static bool take_dat(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    match_values *values = place;
    if (values->dat_count == DATS_MAX) {
        snprintf(why, CLI_WHY_BYTES, "expected at most %d files, found more", DATS_MAX);
        return false;
    }
    values->dats[values->dat_count++] = text;
    return true;
}

const cli_option match_options[] = {
    {.kind = CLI_CALL,
     .name = "dat",
     .take = take_dat,
     .argument = "FILE",
     .repeats = true,
     .help = "games to compare with (Logiqx XML)"},
    {.kind = CLI_SWITCH, .name = "write-entry", AT(write_entry), .help = "print a .dat with the entry of each image"},
    {.kind = CLI_SWITCH, .name = "rename", AT(rename), .help = "rename each image after its game"},
    CLI_ROWS_INPUT(match_values, open),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROWS_VOICE(match_values, verbose, quiet, "print notes and all tracks"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct match_job {
    cli_session session;
    const match_values *values;
    match_images images;
    rbk_matcher *matcher;
} match_job;

/* ------------------------------------------------------------------ one image */

static const char *path_of(const match_image *image)
{
    return image->now ? image->now : image->path;
}

static rbk_status hash_image(match_job *job, match_image *image, const disc_input *input, rbk_image *sectors,
                             const rbk_listener *listener)
{
    rbk_hash_options options;
    rbk_hash_options_init(&options);
    options.wanted = 1u << RBK_SUM_MD5 | 1u << RBK_SUM_SHA1 | RBK_HASH_CRC32;
    options.track_files = 1;
    options.gdi = &job->images.gdi;
    options.listener = listener;
    (void)job;
    rbk_status status = rbk_hash(input->disc, input->layout, sectors, &options, &job->images.report, &image->error);
    image->is_data = status == RBK_OK && job->images.report.track_count == 1 && !job->images.report.tracks[0].audio;
    if (status == RBK_OK)
        status = rbk_dat_game_of_disc(image->name, &job->images.report, &image->own, &image->error);
    return status;
}

/* The sheet that belongs to the files: the one that convert writes for them. */
static rbk_status add_sheet(match_image *image, const disc_input *input)
{
    rbk_convert_options options;
    rbk_conversion *conversion = NULL;
    rbk_findings *losses = rbk_findings_new();
    rbk_convert_options_init(&options);
    options.target = rbk_target_find("redump");
    options.plan_only = 2;
    size_t size = strlen(image->name) + sizeof ".cue";
    char *name = malloc(size);
    rbk_status status = losses && name ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK) {
        snprintf(name, size, "%s.cue", image->name);
        status = rbk_convert(input->disc, &options, name, NULL, &conversion, losses, &image->error);
    }
    if (status == RBK_OK)
        status = rbk_dat_game_add_bytes(&image->own, name, conversion->descriptor.data, conversion->descriptor.size,
                                        &image->error);
    rbk_conversion_free(conversion);
    rbk_findings_free(losses);
    free(name);
    return status;
}

static rbk_status read_image(match_job *job, match_image *image, const rbk_listener *listener)
{
    disc_input input;
    rbk_image *sectors = NULL;
    rbk_status status = disc_input_read(path_of(image), &job->values->open, &input, image->findings, &image->error);
    if (input.disc && disc_sources_list(input.disc, path_of(image), &image->sources) != RBK_OK)
        status = RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_image_open(input.disc, input.layout, &sectors, &image->error);
    if (status == RBK_OK)
        status = hash_image(job, image, &input, sectors, listener);
    if (status == RBK_OK && job->values->write_entry)
        status = add_sheet(image, &input);
    if (status == RBK_OK)
        status = rbk_matcher_add(job->matcher, &job->images.report, &job->images.gdi, &image->error);
    rbk_image_close(sectors);
    disc_input_release(&input);
    return status;
}

static rbk_status read_in_full(match_job *job, match_image *image, const rbk_listener *listener)
{
    unsigned attempts = 0;
    rbk_status status;
    do {
        rbk_findings_free(image->findings);
        rbk_dat_game_release(&image->own);
        disc_sources_release(&image->sources);
        image->findings = rbk_findings_new();
        rbk_error_init(&image->error);
        status = image->findings ? read_image(job, image, listener) : RBK_NO_MEMORY;
    } while (disc_input_again(status, &attempts));
    return status;
}

/* Whether an interrupted rename of an image that cannot be read or renamed is completed now. A failure is reported at the end. */
static bool was_completed(match_image *image)
{
    rbk_error why;
    char *now = NULL;
    if (rbk_match_complete(path_of(image), &now, &why) != RBK_OK || !now)
        return false;
    free(image->now);
    image->now = now;
    image->has_new_names = true;
    return true;
}

static void read_images(match_job *job)
{
    const rbk_listener *listener = cli_session_begin_work(&job->session);
    size_t read = 0;
    for (size_t i = 0; i < job->images.count; i++) {
        match_image *image = &job->images.images[i];
        rbk_status status = read_in_full(job, image, listener);
        if (status != RBK_OK && status != RBK_USERABORT && job->values->rename && was_completed(image))
            status = read_in_full(job, image, listener);
        cli_recover_error(status, path_of(image), &image->error);
        image->position = status == RBK_OK ? read++ : SIZE_MAX;
        cli_session_end_work(&job->session);
        if (status == RBK_USERABORT)
            break;
    }
}

/* A BIN or the TOC of a later session is judged as a part of the image that it belongs to, and by nothing else. */
static rbk_status remove_parts(match_job *job)
{
    static const char *const sentences[] = {
        [DISC_PART_FILE] = "it is a part of '%.200s' and is compared with it",
        [DISC_PART_SAME] = "it is the same image as another operand, '%.200s', and is compared once",
        [DISC_PART_PLAYLIST] = "it is a playlist of other operands, the first '%.200s', and is not compared",
    };
    rbk_status status = match_images_remove_parts(&job->images);
    for (size_t i = 0; i < job->images.part_count && status == RBK_OK; i++) {
        const disc_part *part = &job->images.parts[i];
        status = rbk_findings_add(job->session.findings, RBK_NOTE, "match.part", part->path, 0, 0,
                                  sentences[part->kind], part->part_of);
    }
    return status;
}

/* Programs that read a .dat keep one game of a name. */
static rbk_status report_same_names(match_job *job)
{
    const match_images *all = &job->images;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < all->count; i++) {
        size_t first = 0;
        while (first < i &&
               (all->images[first].position == SIZE_MAX || strcmp(all->images[first].name, all->images[i].name) != 0))
            first++;
        if (first < i && all->images[i].position != SIZE_MAX && status == RBK_OK)
            status = rbk_findings_add(job->session.findings, RBK_WARNING, "match.same-name", all->images[i].path, 0, 0,
                                      "its game has the name of that of '%.200s': '%.200s'", all->images[first].path,
                                      all->images[i].name);
    }
    return status;
}

/* ------------------------------------------------------------------ differences */

static rbk_status explain(match_image *image, const rbk_match *match, const disc_input *input)
{
    rbk_image *sectors = NULL;
    rbk_status status = rbk_image_open(input->disc, input->layout, &sectors, &image->error);
    for (size_t t = 0; t < match->track_count && status == RBK_OK; t++)
        if (cli_cancel_signal())
            status = RBK_USERABORT;
        else if (!match->same[t] && match->files[t] != SIZE_MAX)
            status = rbk_match_explain(input->disc, input->layout, sectors, t, &match->game.files[match->files[t]],
                                       &image->explanations[t], &image->error);
    rbk_image_close(sectors);
    return status;
}

static int only_errors(void *user, const rbk_finding *finding)
{
    (void)user;
    return finding->severity == RBK_ERROR ? RBK_ERROR : RBK_FINDING_LEFT_OUT;
}

/* The image is read again; an error that only this reading found is reported with those of the first. */
static rbk_status read_again(const match_job *job, match_image *image, disc_input *input)
{
    rbk_source_options open = job->values->open;
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return RBK_NO_MEMORY;
    open.format.sums = false; /* the first reading has compared them */
    rbk_status status = disc_input_read(path_of(image), &open, input, noticed, &image->error);
    if (status != RBK_OK && rbk_findings_pass_on(noticed, only_errors, NULL, image->findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(noticed);
    return status;
}

/* Of the best match, if it is not the whole. */
static rbk_status explain_image(match_job *job, match_image *image, const rbk_match *match)
{
    disc_input input = {0};
    rbk_status status = read_again(job, image, &input);
    if (status == RBK_OK)
        status = explain(image, match, &input);
    disc_input_release(&input);
    return status;
}

/* Another file may have such a name, next to an image in one file. */
static bool is_of_disc(const rbk_disc *disc, const struct stat *about)
{
    for (size_t i = 0; i < disc->file_count; i++)
        if (disc->files[i].identity.inode == (uint64_t)about->st_ino &&
            disc->files[i].identity.device == (uint64_t)about->st_dev)
            return true;
    return false;
}

/*
 * An image with the tracks of a game may have them in other files, as with each pregap at the end of the file before: they
 * have the names of the list's files now, and not their bytes. path: of the descriptor under its new name; disc: what it was
 * read as before.
 */
static rbk_status report_divided(const rbk_disc *disc, const char *path, const rbk_match *match, rbk_findings *findings)
{
    const char *slash = strrchr(path, '/');
    const int folder = slash ? (int)(slash - path) + 1 : 0;
    size_t count = 0, first = 0;
    int64_t bytes = 0;
    for (size_t t = 0; t < match->track_count && match->files[t] == t; t++) { /* or all are in the file of the first */
        const rbk_dat_file *file = &match->game.files[t];
        const size_t size = (size_t)folder + strlen(file->name) + 1;
        struct stat there;
        char *name = malloc(size);
        if (!name)
            return RBK_NO_MEMORY;
        snprintf(name, size, "%.*s%s", folder, path, file->name);
        if (file->bytes >= 0 && stat(name, &there) == 0 && is_of_disc(disc, &there) && there.st_size != file->bytes &&
            count++ == 0) {
            first = t;
            bytes = there.st_size;
        }
        free(name);
    }
    if (count == 0)
        return RBK_OK;
    return rbk_findings_add(
        findings, RBK_WARNING, "match.divided", path, 0, 0,
        "its tracks are those of the game, but %zu of its files %s divided or stored otherwise than in "
        "the .dat: expected %" PRId64 " bytes in '%.200s', found %" PRId64 "; 'redbook convert --target "
        "redump' writes one file for each track with its pregap",
        count, count == 1 ? "is" : "are", match->game.files[first].bytes, match->game.files[first].name, bytes);
}

static rbk_status rename_once(match_job *job, match_image *image, const rbk_match *match)
{
    disc_input input = {0};
    rbk_status status = read_again(job, image, &input);
    if (status == RBK_OK)
        status = rbk_match_rename_in(input.disc, path_of(image), match->game.name, job->values->open.format.encoding,
                                     &image->renamed, &image->error);
    image->has_new_names = image->has_new_names || image->renamed;
    if (image->renamed && report_divided(input.disc, image->renamed, match, image->findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    if (image->renamed && strcmp(image->renamed, image->path) == 0) { /* it had that name */
        free(image->renamed);
        image->renamed = NULL;
    }
    disc_input_release(&input);
    return status;
}

/* What an interrupted rename has moved may be what is in the way. */
static rbk_status rename_image(match_job *job, match_image *image, const rbk_match *match)
{
    rbk_status status = rename_once(job, image, match);
    if (status == RBK_OK || status == RBK_USERABORT || !was_completed(image))
        return status;
    rbk_error_init(&image->error);
    return rename_once(job, image, match);
}

/* RBK_USERABORT, or RBK_OK: a failure is that of an image. */
static rbk_status judge(match_job *job)
{
    for (size_t i = 0; i < job->images.count; i++) {
        match_image *image = &job->images.images[i];
        if (cli_cancel_signal())
            return job->session.error.status = RBK_USERABORT;
        const rbk_match *match = match_of(&job->images, image, 0);
        rbk_status status = RBK_OK;
        if (match && !match->whole)
            status = explain_image(job, image, match);
        else if (match && job->values->rename)
            status = rename_image(job, image, match);
        if (status == RBK_USERABORT)
            return job->session.error.status = status;
        if (status != RBK_OK)
            cli_recover_error(status, path_of(image), &image->error);
        else if (match) /* a file that was replaced while it was read was read again */
            rbk_error_init(&image->error);
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ the work */

static rbk_status match(void *user)
{
    match_job *job = user;
    rbk_status status = job->matcher ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK)
        read_images(job);
    for (size_t i = 0; i < job->images.count; i++)
        if (job->images.images[i].error.status == RBK_USERABORT)
            return job->session.error.status = RBK_USERABORT;
    if (status == RBK_OK)
        status = remove_parts(job);
    if (status == RBK_OK && job->values->write_entry)
        status = report_same_names(job);
    job->images.matcher = job->matcher;
    for (size_t i = 0; i < job->values->dat_count && status == RBK_OK; i++) {
        const rbk_listener *listener = cli_session_begin_work(&job->session);
        status = rbk_matcher_read(job->matcher, job->values->dats[i], listener, &job->session.error);
        cli_session_end_work(&job->session);
    }
    if (status == RBK_OK)
        status = judge(job);
    for (size_t i = 0; i < job->images.count && job->values->rename && status == RBK_OK; i++)
        status = rbk_match_recover(job->images.images[i].path,
                                   &job->session.error); /* also of one that has another name now */
    return status;
}

static void say_images(const match_job *job)
{
    for (size_t i = 0; i < job->images.count; i++) {
        const match_image *image = &job->images.images[i];
        if (image->findings)
            cli_say_findings_from(&job->session.voice, image->findings, RBK_ERROR);
        if (image->error.status != RBK_OK && image->error.status != RBK_USERABORT &&
            (image->error.status != RBK_REFUSED || !rbk_findings_count_from(image->findings, RBK_ERROR)))
            cli_say_error(&job->session.voice, &image->error);
    }
}

/* The rename failed, and every file still has its old name. */
static bool nothing_was_written(const match_job *job)
{
    bool failed = job->session.error.status != RBK_OK;
    for (size_t i = 0; i < job->images.count; i++) {
        const match_image *image = &job->images.images[i];
        if (image->has_new_names || image->error.status == RBK_PARTIAL_CHANGE)
            return false;
        failed = failed || image->error.status != RBK_OK;
    }
    return job->values->rename && failed;
}

static bool has_renamed(const match_job *job)
{
    for (size_t i = 0; i < job->images.count; i++)
        if (job->images.images[i].renamed)
            return true;
    return false;
}

static int report(void *user)
{
    const match_job *job = user;
    const match_values *values = job->values;
    say_images(job);
    int exit_code = cli_session_conclude(&job->session);
    bool reported = true;
    if (nothing_was_written(job))
        cli_say(&job->session.voice, "nothing was written");
    if (exit_code == CLI_EXIT_OK && !match_all_good(&job->images, values->dat_count > 0))
        exit_code = CLI_EXIT_FAILED;
    if (values->json)
        reported = match_print_json(&job->images, &job->session.error, stdout);
    else if (job->session.error.status == RBK_OK && values->write_entry)
        reported = match_print_entries(&job->images, stdout);
    else if (job->session.error.status == RBK_OK && !values->quiet) {
        FILE *out = cli_fold_begin(stdout);
        match_print(&job->images, values->verbose, out);
        reported = cli_fold_end(out);
    }
    return cli_finish_work(&job->session.voice, has_renamed(job) ? "the files were renamed" : NULL, exit_code,
                           reported);
}

static void drop(void *user)
{
    match_job *job = user;
    match_images_release(&job->images);
    rbk_matcher_free(job->matcher);
    job->matcher = NULL;
}

static int run(const match_values *values, const cli_line *line)
{
    static const cli_work work = {match, report, drop};
    match_job job = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                 .fail_on = RBK_ERROR,
                                 .no_progress = values->no_progress},
                     .values = values,
                     .matcher = rbk_matcher_new()};
    if (!match_images_make(&job.images, cli_operands(line), cli_operand_count(line))) {
        match_images_release(&job.images);
        rbk_matcher_free(job.matcher);
        return cli_finish_output(redbook_program.name, CLI_EXIT_FAILED, false);
    }
    return cli_session_run(&job.session, &work, &job, values->dat_count > 0 ? values->dats[0] : NULL);
}

/* 0, or the exit code of the usage error. */
static int check_values(const cli_command *command, const match_values *values, size_t operands)
{
    const char *program = redbook_program.name;
    if (operands == 0)
        return cli_usage_error(program, command, "expected an image, found none");
    if (values->dat_count == 0 && !values->write_entry)
        return cli_usage_error(program, command, "nothing to compare with: expected --dat FILE, or --write-entry");
    if (values->write_entry && values->dat_count > 0)
        return cli_usage_error(program, command, "only one of --dat and --write-entry can be given");
    if (values->rename && values->dat_count == 0)
        return cli_usage_error(program, command, "--rename needs --dat");
    return cli_check_voice(program, command, values->verbose, values->quiet);
}

int match_run(const cli_command *command, int argc, const char **argv)
{
    match_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.open.format.sums = true;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    exit_code = check_values(command, &values, cli_operand_count(line));
    if (!exit_code)
        exit_code = run(&values, line);
    cli_line_free(line);
    return exit_code;
}
