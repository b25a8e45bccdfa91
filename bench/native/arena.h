/* Physical memory for tables: pages of one size from a base address, a free list, and who points to each page. */
#ifndef ARENA_H
#define ARENA_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t u64;

enum { table_bytes = 4096, table_items = table_bytes / 8 };

struct arena {
	u64 *memory;
	u64 base;  /* physical address of memory[0] */
	u64 delta; /* what added to a physical address gives a pointer */
	u64 bytes;
	/* Per page: the item that points to it, the owner of a top table, or null. */
	const void **links;
	/* Per free page: the next one. */
	uint32_t *next;
	uint32_t first_free;
	uint32_t fresh; /* pages from here on were never used */
	uint32_t pages;
	uint32_t live;
	uint32_t peak;
	int64_t allowance; /* allocations that may still succeed; negative: no limit */
};

enum { no_page = UINT32_MAX };

static inline uint32_t page_of(const struct arena *arena, const u64 *table)
{
	return (uint32_t)((table - arena->memory) / table_items);
}

static inline u64 address_of(const struct arena *arena, const u64 *table)
{
	return arena->base + (u64)((const char *)table - (const char *)arena->memory);
}

/* The table at a physical address, or null if it does not lie in the arena. */
static inline u64 *table_at(const struct arena *arena, u64 address)
{
	return address - arena->base <= arena->bytes - table_bytes ? (u64 *)(uintptr_t)(address + arena->delta) : NULL;
}

/* A zeroed table, or null. */
static inline u64 *allocate_table(struct arena *arena)
{
	uint32_t page = arena->first_free;
	u64 *table;

	if (arena->allowance == 0)
		return NULL;
	if (page != no_page)
		arena->first_free = arena->next[page];
	else if (arena->fresh < arena->pages)
		page = arena->fresh++;
	else
		return NULL;
	if (arena->allowance > 0)
		arena->allowance--;
	if (++arena->live > arena->peak)
		arena->peak = arena->live;
	table = arena->memory + (u64)page * table_items;
	memset(table, 0, table_bytes);
	return table;
}

static inline void free_table(struct arena *arena, const u64 *table)
{
	uint32_t page = page_of(arena, table);

	arena->links[page] = NULL;
	arena->next[page] = arena->first_free;
	arena->first_free = page;
	arena->live--;
}

static inline bool open_arena(struct arena *arena, u64 base, u64 bytes)
{
	u64 pages = bytes / table_bytes;

	*arena = (struct arena){ .base = base, .bytes = bytes, .pages = (uint32_t)pages, .allowance = -1 };
	arena->first_free = no_page;
	arena->memory = aligned_alloc(table_bytes, bytes);
	arena->delta = (u64)(uintptr_t)arena->memory - base;
	arena->links = calloc(pages, sizeof(*arena->links));
	arena->next = calloc(pages, sizeof(*arena->next));
	return arena->memory && arena->links && arena->next;
}

static inline void close_arena(struct arena *arena)
{
	free(arena->memory);
	free(arena->links);
	free(arena->next);
	*arena = (struct arena){ 0 };
}

#endif
