/* AMD IOMMU v1: every entry names the level it points to; a leaf may be any power of two, repeated in its items. */
#define FORMAT_LEVELS 6
#define LOWEST_TOP 1
#define HIGHEST_LEAF_LEVEL 4
#define HAS_CONTIGUOUS 1
#define TOP_GROWS 1
#define SIGN_EXTENDS 0
#define VA_MAX_LG2 64
#define DIRTY (1ull << 6)
#define REQUIRED_PROTECTION (protection_read | protection_write)

#include <stdint.h>

enum {
	protection_read = 1,
	protection_write = 2,
};

#define ADDRESS 0x000ffffffffff000ull
#define PRESENT 1ull
#define NEXT_LEVEL (7ull << 9)
#define READ (1ull << 61)
#define WRITE (1ull << 62)

/* Leaf sizes of a level, bit n: 2^n items. Level 3 has no single item: hardware translates 512 GiB wrongly. */
static inline uint32_t level_sizes(unsigned level)
{
	return level == 5 ? 0 : level == 4 ? 0x0f : level == 3 ? 0x1fe : 0x1ff;
}

static inline bool is_empty(u64 entry)
{
	return !(entry & PRESENT);
}

static inline bool is_table(u64 entry, unsigned level)
{
	return (entry & (NEXT_LEVEL | PRESENT)) == ((u64)level << 9 | PRESENT);
}

/* The low bits of a larger leaf's address that hold its size. */
static inline u64 size_code(u64 entry, unsigned level)
{
	return entry >> (12 + 9 * level) & 0xff;
}

static inline bool is_leaf(u64 entry, unsigned level)
{
	u64 ones = ((1ull << (9 * level)) - 1) << 12;
	u64 full = 0xffull << (12 + 9 * level);

	if ((entry & (NEXT_LEVEL | PRESENT)) == PRESENT)
		return true;
	return (entry & (NEXT_LEVEL | PRESENT | ones)) == (NEXT_LEVEL | PRESENT | ones) && (entry & full) != full;
}

static inline unsigned leaf_items_lg2(u64 entry, unsigned level)
{
	if (!(entry & NEXT_LEVEL))
		return 0;
	return (unsigned)__builtin_ctzll(~size_code(entry, level)) + 1;
}

static inline u64 make_leaf(u64 oa, unsigned items_lg2, unsigned level, u64 bits)
{
	if (!items_lg2)
		return (oa & ADDRESS) | PRESENT | bits;
	return (oa & ADDRESS) | NEXT_LEVEL | PRESENT | bits |
	       (((1ull << (12 + 9 * level + items_lg2 - 1)) - 1) & ~0xfffull);
}

static inline u64 make_pointer(u64 address, unsigned level)
{
	return (address & ADDRESS) | (u64)level << 9 | READ | WRITE | PRESENT;
}

static inline u64 bits_of_protection(unsigned protection)
{
	return (protection & protection_read ? READ : 0) | (protection & protection_write ? WRITE : 0);
}
