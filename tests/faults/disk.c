/*
 * Replays records in memory and writes the resulting states to the disk, with the original inodes.
 */
#include "faults/disk.h"

#include "faults/draw.h"
#include "faults/preload/record.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES    4096
#define BLOCK_BYTES   4096
#define SUBSETS_OF    8   /* up to this many changes of names, every combination is tried */
#define SUBSETS_DRAWN 160 /* combinations that are tried of more changes */
#define STATES_MAX    65536
#define NO_INODE      SIZE_MAX
#define FNV_OFFSET    UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME     UINT64_C(0x100000001B3)

typedef struct inode {
    uint64_t number;
    struct timespec changed;
    uint8_t *before;
    size_t before_size;
    uint64_t on_disk; /* digest of the present bytes of the kept file */
} inode;

typedef struct operation {
    record_kind kind;
    size_t inode;   /* of the file that is written or whose name changes */
    bool of_parent; /* a flush of the parent folder */
    bool of_folder;
    uint64_t offset;
    uint8_t *bytes;
    size_t size;
    char name[256];
    char second[256];
} operation;

struct disk {
    char folder[PATH_BYTES];
    char keep[PATH_BYTES];
    uint64_t parent;
    bool had_folder;
    inode inodes[DISK_INODES_MAX];
    size_t inode_count;
    operation *operations;
    size_t count;
    disk_state start; /* names before the command */
    uint64_t *seen;   /* STATES_MAX digests */
    size_t seen_count;
};

static void give_up(const char *what, const char *name)
{
    fprintf(stderr, "faults: cannot %s '%s': %s\n", what, name, strerror(errno));
    exit(2);
}

/* ------------------------------------------------------------------ inodes */

static size_t find_inode(const disk *d, uint64_t number)
{
    for (size_t i = d->inode_count; i-- > 0;)
        if (d->inodes[i].number == number)
            return i;
    return NO_INODE;
}

static size_t add_inode(disk *d, uint64_t number)
{
    if (d->inode_count == DISK_INODES_MAX)
        give_up("hold all inodes of", d->folder);
    d->inodes[d->inode_count] = (inode){.number = number};
    return d->inode_count++;
}

static void kept_path(const disk *d, size_t i, char path[PATH_BYTES])
{
    if (snprintf(path, PATH_BYTES, "%s/%ju", d->keep, (uintmax_t)d->inodes[i].number) >= PATH_BYTES)
        give_up("name", d->keep);
}

static void keep_file(disk *d, const char *name)
{
    char path[PATH_BYTES], kept[PATH_BYTES];
    struct stat about;
    if (snprintf(path, sizeof path, "%s/%s", d->folder, name) >= (int)sizeof path || stat(path, &about) != 0)
        give_up("look at", name);
    size_t i = add_inode(d, (uint64_t)about.st_ino);
    inode *made = &d->inodes[i];
    kept_path(d, i, kept);
    made->before_size = (size_t)about.st_size;
    made->before = malloc(made->before_size + 1);
    int file = open(path, O_RDONLY);
    if (!made->before || file < 0 || read(file, made->before, made->before_size) != (ssize_t)about.st_size ||
        link(path, kept) != 0)
        give_up("keep", path);
    close(file);
    snprintf(d->start.names[d->start.count].name, sizeof d->start.names[0].name, "%s", name);
    d->start.names[d->start.count++].inode = i;
}

disk *disk_begin(const char *folder, const char *keep)
{
    disk *d = calloc(1, sizeof *d);
    struct stat about;
    char parent[PATH_BYTES];
    if (!d || !(d->seen = calloc(STATES_MAX, sizeof *d->seen)))
        give_up("get memory for", folder);
    snprintf(d->folder, sizeof d->folder, "%s", folder);
    snprintf(d->keep, sizeof d->keep, "%s", keep);
    snprintf(parent, sizeof parent, "%.4000s/..", keep);
    if (stat(parent, &about) != 0)
        give_up("look at", parent);
    d->parent = (uint64_t)about.st_ino;
    DIR *entries = opendir(folder);
    d->had_folder = entries != NULL;
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            keep_file(d, entry->d_name);
    if (entries)
        closedir(entries);
    d->start.folder = d->had_folder;
    return d;
}

void disk_free(disk *d)
{
    for (size_t i = 0; i < d->inode_count; i++)
        free(d->inodes[i].before);
    for (size_t i = 0; i < d->count; i++)
        free(d->operations[i].bytes);
    free(d->operations);
    free(d->seen);
    free(d);
}

/* ------------------------------------------------------------------ names */

static size_t find_name(const disk_state *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->names[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static void remove_name(disk_state *s, const char *name)
{
    size_t at = find_name(s, name);
    if (at != SIZE_MAX)
        s->names[at] = s->names[--s->count];
}

static void set_name(disk_state *s, const char *name, size_t file)
{
    size_t at = find_name(s, name);
    if (at == SIZE_MAX && s->count == DISK_NAMES_MAX)
        give_up("hold all names up to", name);
    if (at == SIZE_MAX)
        at = s->count++;
    snprintf(s->names[at].name, sizeof s->names[at].name, "%s", name);
    s->names[at].inode = file;
}

/* A change of names, with the inode that had the name when the command made it. */
static void apply_names(disk_state *s, const operation *done)
{
    if (done->kind == RECORD_MKDIR || done->kind == RECORD_RMDIR)
        s->folder = done->kind == RECORD_MKDIR;
    else if (done->kind == RECORD_UNLINK)
        remove_name(s, done->name);
    else if (done->kind == RECORD_CREATE)
        set_name(s, done->name, done->inode);
    else
        set_name(s, done->second, done->inode);
    if (done->kind == RECORD_RENAME)
        remove_name(s, done->name);
}

static bool changes_names(const operation *done)
{
    return done->kind != RECORD_WRITE && done->kind != RECORD_RESIZE && done->kind != RECORD_FLUSH &&
           done->kind != RECORD_SYNC;
}

/* ------------------------------------------------------------------ the record */

/* The plain name of a path in the folder; "" for the folder itself. False for any other path. */
static bool name_in_folder(const disk *d, const char *path, char name[256])
{
    char whole[2 * PATH_BYTES];
    size_t used = 0, length = strlen(d->folder);
    for (const char *at = path; *at && used + 1 < sizeof whole;) {
        if (strncmp(at, "/./", 3) == 0 || strncmp(at, "//", 2) == 0)
            at += at[1] == '.' ? 2 : 1;
        else
            whole[used++] = *at++;
    }
    while (used > 0 && whole[used - 1] == '/')
        used--;
    whole[used] = '\0';
    if (strncmp(whole, d->folder, length) != 0 || (whole[length] != '/' && whole[length] != '\0'))
        return false;
    snprintf(name, 256, "%.255s", whole[length] ? whole + length + 1 : "");
    return !strchr(name, '/');
}

/* The operation of an entry on a file of the folder. False: it concerns another file. */
static bool place_operation(disk *d, disk_state *now, const record_entry *entry, const char *path, const char *second,
                            operation *done)
{
    bool named = entry->path_bytes > 0;
    if (named && (!name_in_folder(d, path, done->name) || (second[0] && !name_in_folder(d, second, done->second))))
        return false;
    if (done->kind == RECORD_SYNC)
        return true;
    if (done->kind == RECORD_CREATE)
        done->inode = add_inode(d, entry->inode);
    else if (!named)
        done->inode = find_inode(d, entry->inode);
    else if (find_name(now, done->name) != SIZE_MAX)
        done->inode = now->names[find_name(now, done->name)].inode;
    if (done->kind == RECORD_FLUSH && done->inode == NO_INODE) {
        done->of_parent = entry->inode == d->parent;
        done->of_folder = !done->of_parent;
        return true;
    }
    bool of_folder = done->kind == RECORD_MKDIR || done->kind == RECORD_RMDIR;
    return of_folder ? !done->name[0] : done->inode != NO_INODE;
}

static void add_operation(disk *d, disk_state *now, const record_entry *entry, char *text, uint8_t *bytes)
{
    char path[PATH_BYTES], second[PATH_BYTES];
    operation done = {.kind = (record_kind)entry->kind,
                      .inode = NO_INODE,
                      .offset = entry->offset,
                      .bytes = bytes,
                      .size = (size_t)entry->bytes};
    snprintf(path, sizeof path, "%.*s", (int)entry->path_bytes, text);
    snprintf(second, sizeof second, "%.*s", (int)entry->second_bytes, text + entry->path_bytes);
    if (!place_operation(d, now, entry, path, second, &done)) {
        free(bytes);
        return;
    }
    if (changes_names(&done))
        apply_names(now, &done);
    operation *more = realloc(d->operations, (d->count + 1) * sizeof *more);
    if (!more)
        give_up("get memory for", d->folder);
    d->operations = more;
    d->operations[d->count++] = done;
}

static void take_times(disk *d)
{
    for (size_t i = 0; i < d->inode_count; i++) {
        char kept[PATH_BYTES];
        struct stat about;
        kept_path(d, i, kept);
        if (stat(kept, &about) != 0)
            give_up("look at", kept);
        d->inodes[i].changed = about.st_mtim;
    }
}

void disk_load(disk *d, const char *record)
{
    record_entry entry;
    disk_state now = d->start;
    FILE *file = fopen(record, "rb");
    if (!file)
        give_up("open", record);
    while (fread(&entry, sizeof entry, 1, file) == 1) {
        char text[2 * PATH_BYTES + 1] = "";
        size_t paths = (size_t)entry.path_bytes + entry.second_bytes;
        bool has_bytes = entry.kind == RECORD_WRITE;
        uint8_t *bytes = has_bytes ? malloc((size_t)entry.bytes + 1) : NULL;
        if (paths >= sizeof text || (has_bytes && !bytes) || fread(text, 1, paths, file) != paths ||
            (has_bytes && fread(bytes, 1, (size_t)entry.bytes, file) != (size_t)entry.bytes))
            give_up("read", record);
        add_operation(d, &now, &entry, text, bytes);
    }
    fclose(file);
    take_times(d);
}

size_t disk_operations(const disk *d)
{
    return d->count;
}

/* ------------------------------------------------------------------ bytes */

/* The number of the last operation before the end that flushes the file, or its name; 0: none. */
static size_t flushed_until(const disk *d, size_t end, size_t file)
{
    for (size_t i = end; i-- > 0;)
        if (d->operations[i].kind == RECORD_SYNC ||
            (d->operations[i].kind == RECORD_FLUSH && d->operations[i].inode == file))
            return i + 1;
    return 0;
}

static size_t names_flushed_until(const disk *d, size_t end, bool of_parent)
{
    for (size_t i = end; i-- > 0;) {
        const operation *done = &d->operations[i];
        if (done->kind == RECORD_SYNC ||
            (done->kind == RECORD_FLUSH && (of_parent ? done->of_parent : done->of_folder)))
            return i + 1;
    }
    return 0;
}

static bool is_about_bytes(const operation *done, size_t file)
{
    return done->inode == file && (done->kind == RECORD_WRITE || done->kind == RECORD_RESIZE);
}

typedef struct contents {
    uint8_t *bytes;
    size_t size;
} contents;

static void resize(contents *c, size_t size)
{
    uint8_t *more = realloc(c->bytes, size + 1);
    if (!more)
        give_up("get memory for", "a file");
    if (size > c->size)
        memset(more + c->size, 0, size - c->size);
    c->bytes = more;
    c->size = size;
}

static void apply_bytes(contents *c, const operation *done, bool zeros)
{
    size_t end = (size_t)done->offset + (done->kind == RECORD_WRITE ? done->size : 0);
    if (done->kind == RECORD_RESIZE || end > c->size)
        resize(c, end);
    if (done->kind == RECORD_WRITE && zeros)
        memset(c->bytes + done->offset, 0, done->size);
    else if (done->kind == RECORD_WRITE)
        memcpy(c->bytes + done->offset, done->bytes, done->size);
}

/* The bytes of a file after the loss of power; freed by the caller. */
static contents contents_of(const disk *d, size_t end, size_t file, disk_bytes kind)
{
    contents c = {NULL, 0};
    size_t flushed = flushed_until(d, end, file), all = 0, number = 0, hole = 0;
    resize(&c, d->inodes[file].before_size);
    memcpy(c.bytes, d->inodes[file].before ? d->inodes[file].before : c.bytes, c.size);
    for (size_t i = flushed; i < end; i++)
        all += is_about_bytes(&d->operations[i], file);
    for (size_t i = 0; i < end; i++) {
        const operation *done = &d->operations[i];
        if (!is_about_bytes(done, file))
            continue;
        bool lost = i >= flushed && (kind == DISK_NONE || (kind == DISK_HALF && number >= all / 2));
        if (i >= flushed && number <= all / 2 && done->kind == RECORD_WRITE)
            hole = (size_t)done->offset / BLOCK_BYTES * BLOCK_BYTES;
        number += i >= flushed;
        if (!lost)
            apply_bytes(&c, done, i >= flushed && kind == DISK_ZEROS);
    }
    if (kind == DISK_HOLE && all > 0 && c.size > hole)
        memset(c.bytes + hole, 0, c.size - hole < BLOCK_BYTES ? c.size - hole : BLOCK_BYTES);
    return c;
}

static uint64_t digest_of(const void *bytes, size_t size, uint64_t digest)
{
    const uint8_t *at = bytes;
    for (; size >= 8; size -= 8, at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        digest = (digest ^ word) * FNV_PRIME;
        digest ^= digest >> 29;
    }
    for (; size > 0; size--, at++)
        digest = (digest ^ *at) * FNV_PRIME;
    return digest;
}

static uint64_t digest_of_file(const disk *d, size_t end, size_t file, disk_bytes kind)
{
    contents c = contents_of(d, end, file, kind);
    uint64_t digest = digest_of(c.bytes, c.size, FNV_OFFSET ^ c.size);
    free(c.bytes);
    return digest;
}

/* ------------------------------------------------------------------ states */

/* One loss of power: the changes that may be lost, and the digests of every form of each file. */
typedef struct loss {
    disk *d;
    size_t end;
    size_t lost[DISK_NAMES_MAX]; /* changes of names that were not flushed */
    size_t lost_count;
    bool unflushed[DISK_INODES_MAX];
    uint64_t digests[DISK_INODES_MAX][DISK_BYTES_KINDS];
    disk_visitor *visitor;
    void *user;
    bool goes_on;
} loss;

static bool is_flushed(const disk *d, size_t i, size_t end)
{
    const operation *done = &d->operations[i];
    bool of_parent = done->kind == RECORD_MKDIR || done->kind == RECORD_RMDIR;
    return i < names_flushed_until(d, end, of_parent);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* True if the state is new. */
static bool is_new(loss *l, disk_state *s)
{
    disk *d = l->d;
    uint64_t digest = FNV_OFFSET ^ s->folder;
    qsort(s->names, s->count, sizeof s->names[0], compare_names);
    for (size_t i = 0; i < s->count && s->folder; i++) {
        digest = digest_of(s->names[i].name, strlen(s->names[i].name), digest);
        digest = (digest ^ s->names[i].inode) * FNV_PRIME;
        digest = (digest ^ l->digests[s->names[i].inode][s->bytes[s->names[i].inode]]) * FNV_PRIME;
    }
    size_t at = (size_t)(digest % STATES_MAX);
    for (; d->seen[at]; at = (at + 1) % STATES_MAX)
        if (d->seen[at] == (digest | 1))
            return false;
    if (++d->seen_count > STATES_MAX / 4 * 3)
        give_up("hold all states of", d->folder);
    d->seen[at] = digest | 1;
    return true;
}

/* kept: for each change that may be lost, whether it is on the disk. */
static void visit_names(loss *l, const bool *kept, bool ordered, const disk_bytes *bytes)
{
    static disk_state s;
    const disk *d = l->d;
    s = d->start;
    s.operations = l->end;
    s.ordered = ordered;
    memcpy(s.bytes, bytes, sizeof s.bytes);
    for (size_t i = 0, next = 0; i < l->end; i++) {
        if (!changes_names(&d->operations[i]))
            continue;
        bool may_be_lost = next < l->lost_count && l->lost[next] == i;
        if (!may_be_lost || kept[next])
            apply_names(&s, &d->operations[i]);
        next += may_be_lost;
    }
    if (!s.folder)
        s.count = 0;
    if (l->goes_on && is_new(l, &s))
        l->goes_on = l->visitor(l->user, &s);
}

/* All combinations of names, with these bytes. */
static void visit_bytes(loss *l, const disk_bytes *bytes, uint64_t *random)
{
    bool kept[DISK_NAMES_MAX];
    for (size_t first = 0; first <= l->lost_count; first++) {
        for (size_t i = 0; i < l->lost_count; i++)
            kept[i] = i < first;
        visit_names(l, kept, true, bytes);
    }
    bool all = l->lost_count <= SUBSETS_OF;
    uint64_t subsets = all ? UINT64_C(1) << l->lost_count : SUBSETS_DRAWN;
    for (uint64_t subset = 0; subset < subsets; subset++) {
        uint64_t drawn = 0;
        for (size_t i = 0; i < l->lost_count; i++) {
            if (!all && i % 64 == 0)
                drawn = draw(random);
            kept[i] = (all ? subset >> i : drawn >> i % 64) & 1;
        }
        visit_names(l, kept, false, bytes);
    }
}

static void begin_loss(loss *l)
{
    disk *d = l->d;
    l->lost_count = 0;
    for (size_t i = 0; i < l->end; i++)
        if (changes_names(&d->operations[i]) && !is_flushed(d, i, l->end)) {
            if (l->lost_count == DISK_NAMES_MAX)
                give_up("hold all changes of", d->folder);
            l->lost[l->lost_count++] = i;
        }
    for (size_t file = 0; file < d->inode_count; file++) {
        l->unflushed[file] = false;
        for (size_t i = flushed_until(d, l->end, file); i < l->end; i++)
            l->unflushed[file] = l->unflushed[file] || is_about_bytes(&d->operations[i], file);
        for (int kind = 0; kind < DISK_BYTES_KINDS; kind++)
            l->digests[file][kind] = kind == 0 || l->unflushed[file] ? digest_of_file(d, l->end, file, (disk_bytes)kind)
                                                                     : l->digests[file][0];
    }
}

/* Whether the operations before and after this point are writes to one file. */
static bool is_same_as_before(const disk *d, size_t end)
{
    return end > 0 && end < d->count && (d->operations[end - 1].kind == RECORD_WRITE) &&
           d->operations[end].kind == RECORD_WRITE && d->operations[end].inode == d->operations[end - 1].inode;
}

void disk_visit(disk *d, uint64_t seed, disk_visitor *visitor, void *user)
{
    static loss l;
    uint64_t random = seed;
    l = (loss){.d = d, .visitor = visitor, .user = user, .goes_on = true};
    for (l.end = 0; l.end <= d->count && l.goes_on; l.end++) {
        disk_bytes bytes[DISK_INODES_MAX];
        if (is_same_as_before(d, l.end)) /* the state after some of many writes is DISK_HALF of a later one */
            continue;
        begin_loss(&l);
        for (int mix = 0; mix < DISK_BYTES_KINDS + 2; mix++) {
            for (size_t i = 0; i < DISK_INODES_MAX; i++)
                bytes[i] = (disk_bytes)(mix < DISK_BYTES_KINDS ? mix : (int)(draw(&random) % DISK_BYTES_KINDS));
            visit_bytes(&l, bytes, &random);
        }
    }
}

void disk_forget(disk *d)
{
    memset(d->seen, 0, STATES_MAX * sizeof *d->seen);
    d->seen_count = 0;
}

/* ------------------------------------------------------------------ on the disk */

static void clear_folder(const char *folder)
{
    char path[2 * PATH_BYTES];
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path) != 0)
            give_up("remove", path);
    }
    if (entries)
        closedir(entries);
}

static void fill_inode(disk *d, size_t end, size_t file, disk_bytes kind)
{
    char kept[PATH_BYTES];
    contents c = contents_of(d, end, file, kind);
    uint64_t digest = digest_of(c.bytes, c.size, FNV_OFFSET ^ c.size) | 1;
    kept_path(d, file, kept);
    if (digest != d->inodes[file].on_disk) {
        const struct timespec times[2] = {d->inodes[file].changed, d->inodes[file].changed};
        int opened = open(kept, O_WRONLY | O_TRUNC);
        if (opened < 0 || write(opened, c.bytes, c.size) != (ssize_t)c.size || futimens(opened, times) != 0)
            give_up("fill", kept);
        close(opened);
        d->inodes[file].on_disk = digest;
    }
    free(c.bytes);
}

void disk_restore(disk *d, const disk_state *s)
{
    char kept[PATH_BYTES], path[2 * PATH_BYTES];
    clear_folder(d->folder);
    if (!s->folder) {
        (void)rmdir(d->folder);
        return;
    }
    (void)mkdir(d->folder, 0777);
    for (size_t i = 0; i < s->count; i++) {
        size_t file = s->names[i].inode;
        fill_inode(d, s->operations, file, s->bytes[file]);
        kept_path(d, file, kept);
        snprintf(path, sizeof path, "%s/%s", d->folder, s->names[i].name);
        if (link(kept, path) != 0)
            give_up("name", path);
    }
}
