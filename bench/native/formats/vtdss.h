/* Intel VT-d second stage: an item that grants nothing is empty; bit 7 tells leaves above level 0. */
#define FORMAT_LEVELS 5
#define LOWEST_TOP 2
#define HIGHEST_LEAF_LEVEL 2
#define HAS_CONTIGUOUS 0
#define TOP_GROWS 0
#define SIGN_EXTENDS 0
#define VA_MAX_LG2 57
#define DIRTY (1ull << 9)
#define REQUIRED_PROTECTION (protection_read | protection_write)

#include <stdint.h>

enum {
	protection_read = 1,
	protection_write = 2,
};

#define ADDRESS 0x000ffffffffff000ull
#define READ 1ull
#define WRITE 2ull
#define PAGE_SIZE_BIT (1ull << 7)

static inline uint32_t level_sizes(unsigned level)
{
	return level <= HIGHEST_LEAF_LEVEL;
}

static inline bool is_empty(u64 entry)
{
	return !(entry & (READ | WRITE));
}

static inline bool is_table(u64 entry, unsigned level)
{
	(void)level;
	return (entry & (READ | WRITE)) && !(entry & PAGE_SIZE_BIT);
}

static inline bool is_leaf(u64 entry, unsigned level)
{
	return (entry & (READ | WRITE)) && (level == 0 || (entry & PAGE_SIZE_BIT));
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
	return (oa & ADDRESS) | (level ? PAGE_SIZE_BIT : 0) | bits;
}

static inline u64 make_pointer(u64 address, unsigned level)
{
	(void)level;
	return (address & ADDRESS) | READ | WRITE;
}

static inline u64 bits_of_protection(unsigned protection)
{
	return (protection & protection_read ? READ : 0) | (protection & protection_write ? WRITE : 0);
}
