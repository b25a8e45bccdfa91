/* A page table: what operations read and leave behind. The format's header stands before this one. */
#ifndef TABLE_H
#define TABLE_H

#include "arena.h"
#include "dirty-bitmap.h"
#include "gather.h"

enum { protection_sets = 64, most_levels = 6 };

struct table {
	struct arena *arena;
	u64 *top;
	unsigned top_level;
	unsigned highest_top;
	u64 reach;   /* last VA that the top reaches */
	u64 last;    /* last VA of the aperture */
	u64 last_oa;
	u64 mark;    /* address bits that are a parameter's, and no address */
	uint32_t sizes[most_levels]; /* per level, bit n: leaves of 2^n items may be used */
	unsigned smallest_lg2;
	unsigned required_protection;
	int refusals[protection_sets];
	u64 leaf_bits[protection_sets];
	u64 pointer_bits;
	struct gather *gather;
	struct dirty_bitmap *bitmap; /* null: nothing is reported */
	bool clears;

	/* Of the operation that runs. */
	unsigned protection;
	u64 oa;
	u64 done;
	bool flushes;
	u64 flush_first;
	u64 flush_last;
};

/* Whether the table is its creator's to change. */
static inline bool is_owner(const struct table *t)
{
	return t->arena->links[page_of(t->arena, t->top)] == t;
}

/*
 * The leaves that map takes next within one table: the largest size that fits here, and how far leaves of just that
 * size go on before another one is better. Returns items, 0: no leaf fits; sets lg2 of the items per leaf.
 */
static inline unsigned leaf_run(uint32_t sizes, unsigned index, unsigned oa_index, int items, unsigned *lg2)
{
	uint32_t unaligned = index | oa_index;
	uint32_t apart = index ^ oa_index;
	uint32_t aligned = unaligned ? ((unaligned & -unaligned) << 1) - 1 : UINT32_MAX;
	uint32_t together = apart ? ((apart & -apart) << 1) - 1 : UINT32_MAX;
	uint32_t fitting, usable, larger, step;

	if (items <= 0)
		return 0;
	fitting = (2u << (31 - __builtin_clz((unsigned)items))) - 1;
	usable = sizes & aligned & fitting;
	if (!usable)
		return 0;
	*lg2 = 31 - (unsigned)__builtin_clz(usable);
	larger = sizes & together & fitting & ((UINT32_MAX - 1) << *lg2);
	step = (unsigned)items;
	if (larger) {
		uint32_t next = larger & -larger;
		uint32_t until = next - (index & (next - 1));

		if (until < step)
			step = until;
	}
	return step >> *lg2 << *lg2;
}

#endif
