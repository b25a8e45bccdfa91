/* The operations at one level. Included once per level, with LEVEL and, above level 0, BELOW_LEVEL as literals. */
#define JOIN_(name, level) name##level
#define JOIN(name, level) JOIN_(name, level)
#define HERE(name) JOIN(name, LEVEL)
#define BELOW(name) JOIN(name, BELOW_LEVEL)

#define ITEM_LG2 (12 + 9 * LEVEL)
#define ITEM_MASK ((1ull << ITEM_LG2) - 1)
#define INDEX(va) ((unsigned)((va) >> ITEM_LG2) & (table_items - 1))
#define HAS_LEAVES (LEVEL <= HIGHEST_LEAF_LEVEL)
#define HAS_TABLES (LEVEL > 0)

static inline int HERE(walk)(const struct table *t, const u64 *table, u64 va, u64 *oa)
{
	u64 entry = table[INDEX(va)];

#if HAS_TABLES
	if (is_table(entry, LEVEL)) {
		const u64 *next = table_at(t->arena, entry & ~t->mark & ADDRESS);

		if (!next)
			return -EFAULT;
		return BELOW(walk)(t, next, va, oa);
	}
#endif
	if (HAS_LEAVES && is_leaf(entry, LEVEL)) {
		u64 inside = (1ull << (ITEM_LG2 + leaf_items_lg2(entry, LEVEL))) - 1;

		*oa = (entry & ~t->mark & ADDRESS & ~inside) | (va & inside);
		return 0;
	}
	return is_empty(entry) ? -ENOENT : -EBADMSG;
}

#if HAS_TABLES
/* The table below an item, for operations that change it: a table belongs to the one item that its link names. */
static inline int HERE(owned_table)(const struct table *t, const u64 *item, u64 entry, u64 **next)
{
	*next = table_at(t->arena, entry & ~t->mark & ADDRESS);
	if (!*next)
		return -EFAULT;
	return t->arena->links[page_of(t->arena, *next)] == item ? 0 : -ELOOP;
}

/* The table below an item, installed if the item is empty. */
static inline int HERE(table_for)(struct table *t, u64 *item, u64 **next)
{
	u64 entry = *item;

	if (!is_empty(entry))
		return is_table(entry, LEVEL) ? HERE(owned_table)(t, item, entry, next) : -EADDRINUSE;
	*next = allocate_table(t->arena);
	if (!*next)
		return -ENOMEM;
	t->arena->links[page_of(t->arena, *next)] = item;
	*item = make_pointer(address_of(t->arena, *next), LEVEL) | t->pointer_bits;
	return 0;
}
#endif

#if LEVEL < HIGHEST_LEAF_LEVEL
/* -EADDRINUSE if anything is mapped below the table. */
static int HERE(check_empty)(const struct table *t, const u64 *table)
{
	(void)t;
	for (unsigned index = 0; index < table_items; index++) {
		if (is_empty(table[index]))
			continue;
#if HAS_TABLES
		if (is_table(table[index], LEVEL)) {
			u64 *next;
			int status = HERE(owned_table)(t, table + index, table[index], &next);

			if (!status)
				status = BELOW(check_empty)(t, next);
			if (status)
				return status;
			continue;
		}
#endif
		return -EADDRINUSE;
	}
	return 0;
}

static void HERE(hold_tables)(struct table *t, u64 *table)
{
#if HAS_TABLES
	for (unsigned index = 0; index < table_items; index++)
		if (is_table(table[index], LEVEL))
			BELOW(hold_tables)(t, table_at(t->arena, table[index] & ~t->mark & ADDRESS));
#endif
	hold_table(t->gather, table);
}
#endif

#if HAS_LEAVES
#if HAS_TABLES
/* Removes empty tables where a leaf is to stand. */
static int HERE(displace)(struct table *t, u64 *table, unsigned first, unsigned items, u64 va)
{
	for (unsigned index = first; index < first + items; index++, va += 1ull << ITEM_LG2) {
		u64 entry = table[index];
		u64 *next;
		int status;

		if (is_empty(entry))
			continue;
		if (!is_table(entry, LEVEL))
			return -EADDRINUSE;
		status = HERE(owned_table)(t, table + index, entry, &next);
		if (!status)
			status = BELOW(check_empty)(t, next);
		if (status)
			return status;
		BELOW(hold_tables)(t, next);
		table[index] = 0;
		add_range(t->gather, va, va | ITEM_MASK);
	}
	return 0;
}
#endif

/* Stores leaves of one size over `items` items. */
static inline int HERE(map_leaves)(struct table *t, u64 *table, unsigned first, unsigned items, unsigned lg2, u64 va)
{
	unsigned end = first + items;
	unsigned size = 1u << lg2;
	u64 bytes = (u64)size << ITEM_LG2;
	u64 bits = t->leaf_bits[t->protection];
	int status = 0;

	(void)va;
	for (unsigned group = first; group < end; group += size) {
		u64 entry = make_leaf(t->oa, lg2, LEVEL, bits);
		u64 used = 0;

		for (unsigned index = group; index < group + size; index++)
			used |= !is_empty(table[index]);
		if (used) {
#if HAS_TABLES
			status = HERE(displace)(t, table, group, size, va + ((u64)(group - first) << ITEM_LG2));
#else
			status = -EADDRINUSE;
#endif
			if (status)
				break;
		}
		for (unsigned index = group; index < group + size; index++)
			table[index] = entry;
		t->oa += bytes;
	}
	return status;
}

/* The same for leaves of one item, which are the common case: one pass that stores as long as it finds nothing. */
static inline int HERE(map_single_leaves)(struct table *t, u64 *table, unsigned first, unsigned items, u64 va)
{
	u64 entry = make_leaf(t->oa, 0, LEVEL, t->leaf_bits[t->protection]);
	unsigned index = first;
	int status = 0;

	(void)va;
	for (; index < first + items; index++, entry += 1ull << ITEM_LG2) {
		if (!is_empty(table[index])) {
#if HAS_TABLES
			status = HERE(displace)(t, table, index, 1, va + ((u64)(index - first) << ITEM_LG2));
#else
			status = -EADDRINUSE;
#endif
			if (status)
				break;
		}
		table[index] = entry;
	}
	t->oa += (u64)(index - first) << ITEM_LG2;
	return status;
}
#endif

/* Maps the part of the range that one table translates; t->oa is the OA of `va` and moves along. */
static int HERE(map_table)(struct table *t, u64 *table, u64 va, u64 last)
{
	unsigned end = INDEX(last);
	unsigned index = INDEX(va);

	for (;;) {
		int status;

#if HAS_LEAVES
		if (!((va | t->oa) & ITEM_MASK)) {
			int items = (int)((last & ITEM_MASK) == ITEM_MASK ? end + 1 : end) - (int)index;
			unsigned lg2 = 0;
			unsigned taken = leaf_run(t->sizes[LEVEL], index, (unsigned)(t->oa >> ITEM_LG2) & (table_items - 1),
						  items, &lg2);

			if (taken) {
				status = HAS_CONTIGUOUS && lg2 ? HERE(map_leaves)(t, table, index, taken, lg2, va)
							       : HERE(map_single_leaves)(t, table, index, taken, va);
				if (status)
					return status;
				index += taken;
				if (index > end)
					return 0;
				va += (u64)taken << ITEM_LG2;
				continue;
			}
		}
#endif
#if HAS_TABLES
		u64 *next;

		status = HERE(table_for)(t, table + index, &next);
		if (status)
			return status;
		if (index == end)
			return BELOW(map_table)(t, next, va, last);
		status = BELOW(map_table)(t, next, va, va | ITEM_MASK);
		if (status)
			return status;
		index++;
		va = (va | ITEM_MASK) + 1;
#else
		return -ENXIO;
#endif
	}
}

/* Removes the part of the range that one table translates. -ENOENT: a hole, go no further. */
static int HERE(unmap_table)(struct table *t, u64 *table, u64 va, u64 last)
{
	unsigned end = INDEX(last);
	unsigned index = INDEX(va);
	u64 done = 0; /* not in *t, which every store to a table might change */
	int status = 0;

#if HAS_LEAVES
	if (is_leaf(table[index], LEVEL) &&
	    (va & ((1ull << (ITEM_LG2 + leaf_items_lg2(table[index], LEVEL))) - 1)))
		return -ENOENT;
#endif
	while (index <= end) {
		u64 entry = table[index];

#if HAS_TABLES
		if (is_table(entry, LEVEL)) {
			u64 *next;
			u64 stop = index == end ? last : va | ITEM_MASK;

			status = HERE(owned_table)(t, table + index, entry, &next);
			if (status)
				break;
			status = BELOW(unmap_table)(t, next, va, stop);
			if (status)
				break;
			if (!(va & ITEM_MASK) && (stop & ITEM_MASK) == ITEM_MASK) {
				table[index] = 0;
				hold_table(t->gather, next);
			}
			index++;
			va = (va | ITEM_MASK) + 1;
			continue;
		}
#endif
		if (HAS_LEAVES && is_leaf(entry, LEVEL)) {
			unsigned items = 1u << leaf_items_lg2(entry, LEVEL);
			u64 bytes = (u64)items << ITEM_LG2;

			if (HAS_CONTIGUOUS && (va & (bytes - 1))) {
				status = -EBADMSG;
				break;
			}
			/* One item is the common case, and memset costs more than a store. */
			if (items == 1)
				table[index] = 0;
			else
				memset(table + index, 0, items * sizeof(*table));
			done += bytes;
			index += items;
			va += bytes;
			continue;
		}
		status = is_empty(entry) ? -ENOENT : -EBADMSG;
		break;
	}
	t->done += done;
	return status;
}

#if HAS_LEAVES
static inline void HERE(report_leaf)(struct table *t, u64 va, u64 last, unsigned lg2)
{
	u64 leaf = 1ull << (ITEM_LG2 + lg2);
	u64 stop = va | (leaf - 1);
	u64 bytes = leaf;

	if (lg2) {
		if (stop > last)
			stop = last;
		bytes = stop - va + 1;
	} else {
		stop = va + (leaf - 1);
		if (stop < va)
			stop = t->last;
	}
	if (t->bitmap)
		report_dirty(t->bitmap, va, bytes);
	if (!t->clears)
		return;
	if (!t->flushes) {
		t->flushes = true;
		t->flush_first = va;
		t->flush_last = stop;
	} else if (stop > t->flush_last) {
		t->flush_last = stop;
	}
}
#endif

/* Reports the dirty leaves of the part of the range that one table translates. */
static int HERE(read_dirty_table)(struct table *t, u64 *table, u64 va, u64 last)
{
	unsigned end = INDEX(last);
	unsigned index = INDEX(va);

	while (index <= end) {
#if HAS_TABLES || HAS_LEAVES
		u64 entry = table[index];
#endif

#if HAS_TABLES
		if (is_table(entry, LEVEL)) {
			u64 *next = table_at(t->arena, entry & ~t->mark & ADDRESS);
			int status = next ? 0 : -EFAULT;

			if (t->clears)
				status = HERE(owned_table)(t, table + index, entry, &next);
			if (!status)
				status = BELOW(read_dirty_table)(t, next, va, index == end ? last : va | ITEM_MASK);
			if (status)
				return status;
			index++;
			va = (va | ITEM_MASK) + 1;
			continue;
		}
#endif
#if HAS_LEAVES
		if (is_leaf(entry, LEVEL)) {
			unsigned lg2 = leaf_items_lg2(entry, LEVEL);
			unsigned first = index >> lg2 << lg2;
			unsigned after = first + (1u << lg2);
			u64 bits = 0;

			for (unsigned item = first; item < after; item++)
				bits |= table[item];
			if (bits & DIRTY) {
				HERE(report_leaf)(t, va, last, lg2);
				if (t->clears)
					for (unsigned item = first; item < after; item++)
						table[item] &= ~DIRTY;
			}
			va = (va & ~ITEM_MASK) + ((u64)(after - index) << ITEM_LG2);
			index = after;
			continue;
		}
#endif
		index++;
		va = (va | ITEM_MASK) + 1;
	}
	return 0;
}

static int HERE(set_dirty_table)(struct table *t, u64 *table, u64 va)
{
	u64 *item = table + INDEX(va);

	(void)t;
#if HAS_TABLES
	if (is_table(*item, LEVEL)) {
		u64 *next = table_at(t->arena, *item & ~t->mark & ADDRESS);

		return next ? BELOW(set_dirty_table)(t, next, va) : -EFAULT;
	}
#endif
	if (HAS_LEAVES && is_leaf(*item, LEVEL)) {
		*item |= DIRTY;
		return 0;
	}
	return is_empty(*item) ? -ENOENT : -EBADMSG;
}

#undef JOIN_
#undef JOIN
#undef HERE
#undef BELOW
#undef ITEM_LG2
#undef ITEM_MASK
#undef INDEX
#undef HAS_LEAVES
#undef HAS_TABLES
#undef BELOW_LEVEL
#undef LEVEL
