/* The operations of a table: checks of the arguments, then one switch on the top level into the per-level functions. */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "table.h"

#define LEVEL 0
#include "level.h"
#define LEVEL 1
#define BELOW_LEVEL 0
#include "level.h"
#define LEVEL 2
#define BELOW_LEVEL 1
#include "level.h"
#define LEVEL 3
#define BELOW_LEVEL 2
#include "level.h"
#define LEVEL 4
#define BELOW_LEVEL 3
#include "level.h"
#if FORMAT_LEVELS > 5
#define LEVEL 5
#define BELOW_LEVEL 4
#include "level.h"
#endif

#if FORMAT_LEVELS > 5
#define TOP_5(call) case 5: return call(5);
#else
#define TOP_5(call)
#endif
#if LOWEST_TOP < 2
#define TOP_1(call) case 1: return call(1);
#else
#define TOP_1(call)
#endif
#if LOWEST_TOP < 3
#define TOP_2(call) case 2: return call(2);
#else
#define TOP_2(call)
#endif

/* One call per top that the format may have. */
#define AT_TOP(t, call)                                     \
	switch ((t)->top_level) {                           \
	TOP_5(call)                                         \
	case 4: return call(4);                             \
	case 3: return call(3);                             \
	TOP_2(call)                                         \
	TOP_1(call)                                         \
	default: __builtin_unreachable();                   \
	}

/*
 * Whether VAs lie beyond a limit. With sign extension the limit is that of the lower half of VAs, and the upper one
 * mirrors it.
 */
static inline bool is_outside(u64 va, u64 limit)
{
	return (SIGN_EXTENDS && (int64_t)va < 0 ? ~va : va) > limit;
}

/* The same for a range that ends no earlier than it begins: it must keep to one half. */
static inline bool is_range_outside(u64 va, u64 last, u64 limit)
{
	return SIGN_EXTENDS && (int64_t)va < 0 ? ~va > limit : last > limit;
}

static inline int table_translate(const struct table *t, u64 va, u64 *oa)
{
	if (is_outside(va, t->reach))
		return -ERANGE;
#define CALL(level) walk##level(t, t->top, va, oa)
	AT_TOP(t, CALL)
#undef CALL
}

/* Translates many VAs; returns how many were mapped. */
static inline unsigned table_translate_batch(const struct table *t, const u64 *vas, u64 *oas, int32_t *statuses,
					     unsigned count)
{
	unsigned translated = 0;

	for (unsigned at = 0; at < count; at++) {
		u64 oa;
		int status = table_translate(t, vas[at], &oa);

		statuses[at] = status;
		if (!status) {
			oas[at] = oa;
			translated++;
		}
	}
	return translated;
}

#if TOP_GROWS
static inline u64 reach_of(const struct table *t, unsigned level)
{
	u64 reach = level == FORMAT_LEVELS - 1 ? UINT64_MAX : (1ull << (21 + 9 * level)) - 1;

	return reach < t->last ? reach : t->last;
}

/* Puts tables above the top until it reaches `last` and can hold a leaf as large as the whole range of a table. */
static int grow_top(struct table *t, u64 va, u64 oa, u64 last)
{
	while (t->top_level < t->highest_top) {
		unsigned above = t->top_level + 1;
		u64 inside = (1ull << (12 + 9 * above)) - 1;
		u64 *table;

		if (last <= t->reach) {
			bool is_leaf = (t->sizes[above] & 1) && !((va | oa) & inside) && (last & inside) == inside;

			if (!is_leaf)
				return 0;
		}
		table = allocate_table(t->arena);
		if (!table)
			return -ENOMEM;
		t->arena->links[page_of(t->arena, t->top)] = table;
		t->arena->links[page_of(t->arena, table)] = t;
		table[0] = make_pointer(address_of(t->arena, t->top), above) | t->pointer_bits;
		t->top = table;
		t->top_level = above;
		t->reach = reach_of(t, above);
	}
	return 0;
}
#endif

static inline int map_top(struct table *t, u64 va, u64 last)
{
#define CALL(level) map_table##level(t, t->top, va, last)
	AT_TOP(t, CALL)
#undef CALL
}

/* Maps a range with the largest leaves that fit. On an error t->done bytes from the start are mapped. */
static inline int table_map(struct table *t, u64 va, u64 oa, u64 length, unsigned protection)
{
	u64 end = va + (length - 1);
	u64 oa_end = oa + (length - 1);
	u64 whole = length & (UINT64_MAX << t->smallest_lg2);
	int status;

	t->done = 0;
	if (!is_owner(t))
		return -EPERM;
	if (t->required_protection && !(protection & t->required_protection))
		return -EINVAL;
	if (oa > t->last_oa)
		return -ERANGE;
	if (t->refusals[protection])
		return t->refusals[protection];
	if (!length)
		return -EINVAL;
	if (end < va)
		return -EOVERFLOW;
	if (is_range_outside(va, end, t->last))
		return -ERANGE;
	if (oa_end > t->last_oa || oa_end < oa)
		return -ERANGE;
	if (!whole || ((va | oa) & ((1ull << t->smallest_lg2) - 1)))
		return -ENXIO;
#if TOP_GROWS
	status = grow_top(t, va, oa, va + (whole - 1));
	if (status)
		return status;
#endif
	t->oa = oa;
	t->protection = protection;
	status = map_top(t, va, va + (whole - 1));
	t->done = status ? t->oa - oa : whole;
	if (status)
		return status;
	return whole == length ? 0 : -ENXIO;
}

static inline int unmap_top(struct table *t, u64 va, u64 last)
{
#define CALL(level) unmap_table##level(t, t->top, va, last)
	AT_TOP(t, CALL)
#undef CALL
}

/* Removes the leaves of a range, and the tables that it covers whole; t->done bytes are gone. */
static inline int table_unmap(struct table *t, u64 va, u64 length)
{
	u64 last = va + (length - 1);
	int status;

	t->done = 0;
	if (!is_owner(t))
		return -EPERM;
	if (!length || last < va || is_range_outside(va, last, t->reach))
		return 0;
	status = unmap_top(t, va, last);
	if (t->done)
		add_range(t->gather, va, va + (t->done - 1));
	return status == -ENOENT ? 0 : status;
}

static inline int read_dirty_top(struct table *t, u64 va, u64 last)
{
#define CALL(level) read_dirty_table##level(t, t->top, va, last)
	AT_TOP(t, CALL)
#undef CALL
}

/* Reports the dirty leaves of a range to t->bitmap, and cleans them if t->clears. */
static inline int table_read_dirty(struct table *t, u64 va, u64 length)
{
	u64 last = va + (length - 1);
	int status;

	if (!DIRTY)
		return -EOPNOTSUPP;
	if (!length)
		return -EINVAL;
	if (last < va)
		return -EOVERFLOW;
	if (is_range_outside(va, last, t->reach))
		return -ERANGE;
	if (t->clears && !is_owner(t))
		return -EPERM;
	t->flushes = false;
	status = read_dirty_top(t, va, last);
	if (t->flushes)
		add_range(t->gather, t->flush_first, t->flush_last);
	return status;
}

/* Marks the leaf at a VA dirty, as hardware does on a write. */
static inline int table_set_dirty(struct table *t, u64 va)
{
	if (!DIRTY)
		return -EOPNOTSUPP;
	if (is_outside(va, t->reach))
		return -ERANGE;
	if (!is_owner(t))
		return -EPERM;
#define CALL(level) set_dirty_table##level(t, t->top, va)
	AT_TOP(t, CALL)
#undef CALL
}

/* An empty table that reaches `va_bits` of VA with its top. */
static inline bool create_table(struct table *t, struct arena *arena, struct gather *gather, unsigned va_bits,
				unsigned top_level, unsigned oa_bits)
{
	u64 *top = allocate_table(arena);

	*t = (struct table){ .arena = arena, .gather = gather, .top = top, .top_level = top_level };
	if (!top)
		return false;
	arena->links[page_of(arena, top)] = t;
	t->highest_top = top_level;
	t->last = t->reach = va_bits == 64 ? UINT64_MAX : (1ull << (va_bits - SIGN_EXTENDS)) - 1;
	t->last_oa = (1ull << oa_bits) - 1;
	t->smallest_lg2 = 12;
	t->required_protection = REQUIRED_PROTECTION;
	for (unsigned level = 0; level < FORMAT_LEVELS && level <= top_level; level++) {
		uint32_t sizes = level_sizes(level);

		for (unsigned lg2 = 0; lg2 < 32; lg2++)
			if ((sizes >> lg2 & 1) && 12 + 9 * level + lg2 < oa_bits)
				t->sizes[level] |= 1u << lg2;
	}
	for (unsigned protection = 0; protection < protection_sets; protection++)
		t->leaf_bits[protection] = bits_of_protection(protection);
	return true;
}

#endif
