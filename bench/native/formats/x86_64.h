/* Processors' own tables: bit 0 present, bit 7 tells leaves above level 0. */
#define FORMAT_LEVELS 5
#define LOWEST_TOP 3
#define HIGHEST_LEAF_LEVEL 2
#define HAS_CONTIGUOUS 0
#define TOP_GROWS 0
#define SIGN_EXTENDS 1
#define VA_MAX_LG2 57
#define DIRTY 0 /* nobody reads dirty state */
#define REQUIRED_PROTECTION (protection_read | protection_write)

#include <stdint.h>

enum {
	protection_read = 1,
	protection_write = 2,
};

#define ADDRESS 0x000ffffffffff000ull
#define PRESENT 1ull
#define WRITE (1ull << 1)
#define USER (1ull << 2)
#define ACCESSED (1ull << 5)
#define DIRTY_BIT (1ull << 6)
#define PAGE_SIZE_BIT (1ull << 7)

static inline uint32_t level_sizes(unsigned level)
{
	return level <= HIGHEST_LEAF_LEVEL;
}

static inline bool is_empty(u64 entry)
{
	return !(entry & PRESENT);
}

static inline bool is_table(u64 entry, unsigned level)
{
	(void)level;
	return (entry & (PRESENT | PAGE_SIZE_BIT)) == PRESENT;
}

static inline bool is_leaf(u64 entry, unsigned level)
{
	/* Address bits inside a large leaf must be zero, but for bit 12, which is no address. */
	u64 inside = ((1ull << (12 + 9 * level)) - 1) & ~0x1fffull;

	if (level == 0)
		return entry & PRESENT;
	return (entry & (PRESENT | PAGE_SIZE_BIT | inside)) == (PRESENT | PAGE_SIZE_BIT);
}

static inline unsigned leaf_items_lg2(u64 entry, unsigned level)
{
	(void)entry;
	(void)level;
	return 0;
}

static inline u64 make_leaf(u64 oa, unsigned items_lg2, unsigned level, u64 bits)
{
	(void)items_lg2;
	return (oa & ADDRESS) | (level ? PAGE_SIZE_BIT : 0) | PRESENT | USER | ACCESSED | bits;
}

static inline u64 make_pointer(u64 address, unsigned level)
{
	(void)level;
	return (address & ADDRESS) | PRESENT | WRITE | USER | ACCESSED;
}

static inline u64 bits_of_protection(unsigned protection)
{
	return protection & protection_write ? WRITE | DIRTY_BIT : 0;
}
