/*
 * Reads commands, one per line, and answers each with one line: "ok", numbers, or "error" with a reason.
 *   create <which> <base> <bytes> <va bits> <top level> <oa bits>
 *   map <which> <va> <oa> <length>
 *   install <which> <va> <oa> <length> <stride> <count>    maps and unmaps each: the tables stay
 *   random <which> <count> <base> <slots lg2> <stride lg2> <seed>
 *   shuffled <which> <count> <base> <stride lg2> <seed>
 *   translate|batch|pairs|ranges|dirty <which> <iterations> <length> <oa - va>    answers: <ns> <ns> <ns> <sum>
 *   tables <which>    answers how many tables are allocated
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
	if (!strcmp(name, "tables")) {
		printf("%" PRIu32 "\n", s->arena.live);
	} else if (run(name, s, numbers, &result)) {
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
