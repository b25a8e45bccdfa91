/* What is measured, on two tables that live side by side. The script's contestants do the same with the same places. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "operations.h"

#include <time.h>

struct subject {
	struct arena arena;
	struct gather gather;
	struct table table;
	u64 *places; /* VAs, or starts of ranges */
	u64 count;
	u64 cursor; /* the next place */
	u64 *oas;
	int32_t *statuses;
};

struct result {
	u64 first_ns;  /* of the operation, or of its first half */
	u64 second_ns; /* of its second half */
	u64 whole_ns;  /* with all that is not timed */
	u64 sum;       /* the same for everyone who did the same */
};

enum { read_write = protection_read | protection_write };

static u64 nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
}

/* Marsaglia's xorshift32. */
static uint32_t next_random(uint32_t *state)
{
	uint32_t x = *state;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return *state = x;
}

/* `count` VAs at random among 2^slots_lg2 slots of 2^stride_lg2 bytes, each somewhere in the first 4 KiB of its slot. */
static void random_places(struct subject *s, u64 count, u64 base, unsigned slots_lg2, unsigned stride_lg2, uint32_t seed)
{
	for (u64 at = 0; at < count; at++) {
		u64 slot = next_random(&seed) >> (32 - slots_lg2);

		s->places[at] = base + (slot << stride_lg2) + (next_random(&seed) & 0xfff);
	}
}

/* The starts of `count` slots of 2^stride_lg2 bytes, in random order. */
static void shuffled_places(struct subject *s, u64 count, u64 base, unsigned stride_lg2, uint32_t seed)
{
	for (u64 at = 0; at < count; at++)
		s->places[at] = base + (at << stride_lg2);
	for (u64 at = count - 1; at > 0; at--) {
		u64 other = next_random(&seed) % (at + 1);
		u64 place = s->places[at];

		s->places[at] = s->places[other];
		s->places[other] = place;
	}
}

static struct result run_translate(struct subject *s, u64 iterations)
{
	struct result result = { 0 };
	u64 at = s->cursor;
	uint32_t sum = 0;
	u64 start = nanoseconds();

	for (u64 done = 0; done < iterations; done++) {
		u64 oa = 0;

		if (table_translate(&s->table, s->places[at], &oa) == 0)
			sum += (uint32_t)oa;
		if (++at == s->count)
			at = 0;
	}
	result.first_ns = nanoseconds() - start;
	result.sum = sum;
	s->cursor = at;
	return result;
}

/* An iteration is a batch of `size` VAs. */
static struct result run_batch(struct subject *s, u64 iterations, u64 size)
{
	struct result result = { 0 };
	u64 start = nanoseconds();

	for (u64 done = 0; done < iterations; done++) {
		if (s->cursor + size > s->count)
			s->cursor = 0;
		result.sum += table_translate_batch(&s->table, s->places + s->cursor, s->oas, s->statuses, (unsigned)size);
		s->cursor += size;
	}
	result.first_ns = nanoseconds() - start;
	return result;
}

static struct result run_pairs(struct subject *s, u64 iterations, u64 length, u64 to_oa)
{
	struct result result = { 0 };
	u64 at = s->cursor;
	u64 start = nanoseconds();

	for (u64 done = 0; done < iterations; done++) {
		u64 va = s->places[at];

		table_map(&s->table, va, va + to_oa, length, read_write);
		sync_gather(&s->gather);
		result.sum += s->table.done;
		table_unmap(&s->table, va, length);
		sync_gather(&s->gather);
		result.sum += s->table.done;
		if (++at == s->count)
			at = 0;
	}
	result.first_ns = nanoseconds() - start;
	s->cursor = at;
	return result;
}

/* Maps ranges one after the other, then unmaps them in the same order; every place once before the next round. */
static struct result run_ranges(struct subject *s, u64 iterations, u64 length, u64 to_oa)
{
	struct result result = { 0 };

	for (u64 left = iterations; left > 0;) {
		u64 room = s->count - s->cursor;
		u64 chunk = left < room ? left : room;
		const u64 *places = s->places + s->cursor;
		u64 start = nanoseconds();
		u64 middle;

		for (u64 at = 0; at < chunk; at++) {
			table_map(&s->table, places[at], places[at] + to_oa, length, read_write);
			sync_gather(&s->gather);
			result.sum += s->table.done;
		}
		middle = nanoseconds();
		for (u64 at = 0; at < chunk; at++) {
			table_unmap(&s->table, places[at], length);
			sync_gather(&s->gather);
			result.sum += s->table.done;
		}
		result.second_ns += nanoseconds() - middle;
		result.first_ns += middle - start;
		s->cursor = s->cursor + chunk == s->count ? 0 : s->cursor + chunk;
		left -= chunk;
	}
	return result;
}

/* Whether a page is dirty before it is read: the same for everyone, half of them. */
static bool is_marked(u64 page)
{
	return (uint32_t)page * 0x9e3779b1u >> 31;
}

/* Reads and clears the dirty state of ranges of 4 KiB leaves; marking them again is not timed. */
static struct result run_dirty(struct subject *s, u64 iterations, u64 length)
{
	struct result result = { 0 };
	u64 pages = length >> 12;
	uint32_t *bits = calloc((pages + 31) / 32, sizeof(*bits));
	struct dirty_bitmap bitmap = { .pages = pages, .page_lg2 = 12, .bits = bits };

	if (!bits)
		abort();
	for (u64 left = iterations; left > 0;) {
		u64 room = s->count - s->cursor;
		u64 chunk = left < room ? left : room;
		const u64 *places = s->places + s->cursor;
		u64 start;

		for (u64 at = 0; at < chunk; at++)
			for (u64 page = 0; page < pages; page++)
				if (is_marked(page))
					table_set_dirty(&s->table, places[at] + (page << 12));
		s->table.clears = true;
		s->table.bitmap = &bitmap;
		start = nanoseconds();
		for (u64 at = 0; at < chunk; at++) {
			bitmap.base = places[at];
			memset(bits, 0, (pages + 31) / 32 * sizeof(*bits));
			table_read_dirty(&s->table, places[at], length);
			sync_gather(&s->gather);
			for (u64 word = 0; word < (pages + 31) / 32; word++)
				result.sum = (uint32_t)(result.sum + bits[word]);
		}
		result.first_ns += nanoseconds() - start;
		s->cursor = s->cursor + chunk == s->count ? 0 : s->cursor + chunk;
		left -= chunk;
	}
	free(bits);
	return result;
}

#endif
