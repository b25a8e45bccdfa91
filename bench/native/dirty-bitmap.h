/* One bit per page of a VA range; what is reported is clipped to the range. */
#ifndef DIRTY_BITMAP_H
#define DIRTY_BITMAP_H

#include "arena.h"

struct dirty_bitmap {
	u64 base;
	u64 pages;
	unsigned page_lg2;
	uint32_t *bits;
};

static inline void report_dirty(struct dirty_bitmap *bitmap, u64 va, u64 bytes)
{
	u64 last = va + (bytes - 1);
	u64 first_page, last_page;

	if (!bytes)
		return;
	if (last < va)
		last = UINT64_MAX;
	if (last < bitmap->base)
		return;
	first_page = va > bitmap->base ? (va - bitmap->base) >> bitmap->page_lg2 : 0;
	last_page = (last - bitmap->base) >> bitmap->page_lg2;
	if (last_page >= bitmap->pages)
		last_page = bitmap->pages - 1;
	if (first_page > last_page)
		return;
	for (u64 word = first_page / 32, low = first_page % 32; word <= last_page / 32; word++, low = 0) {
		unsigned high = word == last_page / 32 ? last_page % 32 : 31;

		bitmap->bits[word] |= (UINT32_MAX >> (31 - high)) & (UINT32_MAX << low);
	}
}

#endif
