/*
 * Reads commands, one per line, and answers each with one line: "ok", numbers, or "error" with a reason.
 *   create <which> <base> <bytes> <va bits> <top level> <oa bits>
 *   map <which> <va> <oa> <length>
 *   install <which> <va> <oa> <length> <stride> <count>    maps and unmaps each: the tables stay
 *   random <which> <count> <base> <slots lg2> <stride lg2> <seed>
 *   shuffled <which> <count> <base> <stride lg2> <seed>
 *   translate|batch|pairs|ranges|dirty <which> <iterations> <length> <oa - va>    answers: <ns> <ns> <ns> <sum>
 *   try-map <which> <va> <oa> <length> <protection>    answers: <status> <bytes done>
 *   try-unmap <which> <va> <length>                    answers: <status> <bytes done>
 *   try-translate <which> <va>                         answers: <status> <oa>
 *   try-set-dirty <which> <va>                         answers: <status> 0
 *   try-read-dirty <which> <va> <length> <clears>      answers: <status> <bits of the first 64 pages>
 *   memory <which>    answers: <tables allocated> <hash of the arena>
 */
#include <inttypes.h>
#include <stdio.h>

#include "arena.h"
#include FORMAT
#include "workload.h"

enum { most_numbers = 8 };

static struct subject subjects[2];

static u64 invalidations;

static void invalidated(u64 first, u64 last)
{
	invalidations += first <= last;
}

static const char *create(struct subject *s, const u64 *n)
{
	close_arena(&s->arena);
	free(s->gather.tables);
	s->gather = (struct gather){ .arena = &s->arena, .invalidate = invalidated };
	if (!open_arena(&s->arena, n[1], n[2]))
		return "no memory";
	/* Touched now, so that the first use of a page is not timed. */
	memset(s->arena.memory, 0, s->arena.bytes);
	return create_table(&s->table, &s->arena, &s->gather, (unsigned)n[3], (unsigned)n[4], (unsigned)n[5]) ? NULL :
														 "no table";
}

static const char *map(struct subject *s, const u64 *n)
{
	return table_map(&s->table, n[1], n[2], n[3], read_write) ? "cannot map" : NULL;
}

static const char *install(struct subject *s, const u64 *n)
{
	for (u64 at = 0; at < n[5]; at++) {
		u64 offset = at * n[4];

		if (table_map(&s->table, n[1] + offset, n[2] + offset, n[3], read_write) ||
		    table_unmap(&s->table, n[1] + offset, n[3]) || s->table.done != n[3])
			return "cannot install";
		sync_gather(&s->gather);
	}
	return NULL;
}

static const char *make_places(struct subject *s, u64 count)
{
	free(s->places);
	free(s->oas);
	free(s->statuses);
	s->places = malloc(count * sizeof(*s->places));
	s->oas = malloc(count * sizeof(*s->oas));
	s->statuses = malloc(count * sizeof(*s->statuses));
	s->count = count;
	s->cursor = 0;
	return s->places && s->oas && s->statuses ? NULL : "no memory";
}

static const char *random_list(struct subject *s, const u64 *n)
{
	const char *problem = make_places(s, n[1]);

	if (!problem)
		random_places(s, n[1], n[2], (unsigned)n[3], (unsigned)n[4], (uint32_t)n[5]);
	return problem;
}

static const char *shuffled_list(struct subject *s, const u64 *n)
{
	const char *problem = make_places(s, n[1]);

	if (!problem)
		shuffled_places(s, n[1], n[2], (unsigned)n[3], (uint32_t)n[4]);
	return problem;
}

/* Fowler, Noll and Vo's hash over all words of the arena. */
static uint32_t hash_of(const struct arena *arena)
{
	const uint32_t *words = (const uint32_t *)(const void *)arena->memory;
	uint32_t hash = 0x811c9dc5;

	for (u64 word = 0; word < arena->bytes / sizeof(*words); word++)
		hash = (hash ^ words[word]) * 0x01000193;
	return hash;
}

/* Answers a command of a test; false if it is none. */
static bool test(const char *name, struct subject *s, const u64 *n)
{
	struct table *t = &s->table;
	int status;
	u64 value = 0;

	if (!strcmp(name, "memory")) {
		printf("%" PRIu32 " %" PRIu32 "\n", s->arena.live, hash_of(&s->arena));
		return true;
	}
	if (!strcmp(name, "try-map")) {
		status = table_map(t, n[1], n[2], n[3], (unsigned)n[4] % protection_sets);
		value = t->done;
	} else if (!strcmp(name, "try-unmap")) {
		status = table_unmap(t, n[1], n[2]);
		value = t->done;
	} else if (!strcmp(name, "try-translate")) {
		status = table_translate(t, n[1], &value);
	} else if (!strcmp(name, "try-set-dirty")) {
		status = table_set_dirty(t, n[1]);
	} else if (!strcmp(name, "try-read-dirty")) {
		uint32_t bits[2] = { 0 };
		struct dirty_bitmap bitmap = { .base = n[1] & ~0xfffull, .pages = 64, .page_lg2 = 12, .bits = bits };

		t->bitmap = &bitmap;
		t->clears = n[3];
		status = table_read_dirty(t, n[1], n[2]);
		value = (u64)bits[1] << 32 | bits[0];
	} else {
		return false;
	}
	sync_gather(&s->gather);
	printf("%d %" PRIu64 "\n", status, value);
	return true;
}

static bool run(const char *name, struct subject *s, const u64 *n, struct result *result)
{
	u64 start = nanoseconds();

	if (!strcmp(name, "translate"))
		*result = run_translate(s, n[1]);
	else if (!strcmp(name, "batch"))
		*result = run_batch(s, n[1], n[2]);
	else if (!strcmp(name, "pairs"))
		*result = run_pairs(s, n[1], n[2], n[3]);
	else if (!strcmp(name, "ranges"))
		*result = run_ranges(s, n[1], n[2], n[3]);
	else if (!strcmp(name, "dirty"))
		*result = run_dirty(s, n[1], n[2]);
	else
		return false;
	result->whole_ns = nanoseconds() - start;
	return true;
}

static const char *prepare(const char *name, struct subject *s, const u64 *n)
{
	if (!strcmp(name, "create"))
		return create(s, n);
	if (!strcmp(name, "map"))
		return map(s, n);
	if (!strcmp(name, "install"))
		return install(s, n);
	if (!strcmp(name, "random"))
		return random_list(s, n);
	if (!strcmp(name, "shuffled"))
		return shuffled_list(s, n);
	return "unknown command";
}

static void answer(char *line)
{
	const char *name = strtok(line, " \n");
	u64 numbers[most_numbers] = { 0 };
	const char *word;
	struct subject *s;
	struct result result;

	if (!name)
		return;
	for (unsigned at = 0; at < most_numbers && (word = strtok(NULL, " \n")); at++)
		numbers[at] = strtoull(word, NULL, 0);
	s = &subjects[numbers[0] & 1];
	if (test(name, s, numbers))
		return;
	if (run(name, s, numbers, &result)) {
		printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", result.first_ns, result.second_ns,
		       result.whole_ns, result.sum);
	} else {
		const char *problem = prepare(name, s, numbers);

		if (problem)
			printf("error %s\n", problem);
		else
			printf("ok\n");
	}
}

int main(void)
{
	char line[256];

	setvbuf(stdout, NULL, _IOLBF, 0);
	while (fgets(line, sizeof(line), stdin))
		answer(line);
	return 0;
}
