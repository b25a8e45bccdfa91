/* What has to be invalidated after tables changed, and the tables to free after that. */
#ifndef GATHER_H
#define GATHER_H

#include "arena.h"

typedef void invalidate_function(u64 first, u64 last);

struct gather {
	struct arena *arena;
	invalidate_function *invalidate; /* may be null */
	bool splits_at_gaps;
	bool pending;
	u64 first;
	u64 last; /* inclusive */
	u64 **tables;
	uint32_t capacity;
	uint32_t covered; /* tables that belong to the pending range */
	uint32_t held;
	u64 freed;
};

static void flush_gather(struct gather *gather, uint32_t tables)
{
	if (gather->pending && gather->invalidate)
		gather->invalidate(gather->first, gather->last);
	gather->pending = false;
	for (uint32_t at = 0; at < tables; at++)
		free_table(gather->arena, gather->tables[at]);
	memmove(gather->tables, gather->tables + tables, (gather->held - tables) * sizeof(*gather->tables));
	gather->held -= tables;
	gather->covered = 0;
	gather->freed += tables;
}

static inline void sync_gather(struct gather *gather)
{
	flush_gather(gather, gather->held);
}

static void grow_gather(struct gather *gather)
{
	gather->capacity = gather->capacity ? 2 * gather->capacity : 16;
	gather->tables = realloc(gather->tables, gather->capacity * sizeof(*gather->tables));
	if (!gather->tables)
		abort();
}

/* Stages a table that was unhooked; the next range covers the VAs that went through it. */
static inline void hold_table(struct gather *gather, u64 *table)
{
	if (gather->held == gather->capacity)
		grow_gather(gather);
	gather->tables[gather->held++] = table;
}

static inline void add_range(struct gather *gather, u64 first, u64 last)
{
	if (gather->pending && gather->splits_at_gaps) {
		bool above = first > gather->last && first - gather->last > 1;
		bool below = gather->first > last && gather->first - last > 1;

		if (above || below)
			flush_gather(gather, gather->covered);
	}
	if (!gather->pending) {
		gather->pending = true;
		gather->first = first;
		gather->last = last;
	} else {
		if (first < gather->first)
			gather->first = first;
		if (last > gather->last)
			gather->last = last;
	}
	gather->covered = gather->held;
}

#endif
