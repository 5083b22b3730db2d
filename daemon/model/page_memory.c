#include "page_memory.h"

#include "limits.h"

#define BLOCK_SIZE ((size_t)1 << 20)

/* Pieces, their heads included, are multiples of UNIT up to SMALL units, and powers of two
 * above: the parser's own are small, and its vectors and texts double. */
#define UNIT 16
#define SMALL 64

struct lic_page_block {
	struct lic_page_block *next;
	size_t size; /* without this */
};

/* In front of each piece, so that what stands behind it is aligned. */
struct head {
	size_t class;
};

static_assert(sizeof(struct head) < UNIT && UNIT % _Alignof(max_align_t) == 0, "misaligned");
static_assert(sizeof(struct lic_page_block) % UNIT == 0, "misaligned");

static size_t class_of(size_t size)
{
	size_t units = (size + UNIT - 1) / UNIT, class = SMALL;

	if (units <= SMALL)
		return units;
	while (((size_t)SMALL << (class - SMALL)) < units)
		class ++;
	return class;
}

static size_t size_of(size_t class)
{
	return class <= SMALL ? class * UNIT : (size_t)SMALL * UNIT << (class - SMALL);
}

/* ---- blocks ------------------------------------------------------------ */

void lic_page_room_release(struct lic_page_room *room)
{
	while (room->kept) {
		struct lic_page_block *next = room->kept->next;
		free(room->kept);
		room->kept = next;
	}
	room->count = 0;
}

static bool keeps(struct lic_page_room *room, struct lic_page_block *block)
{
	if (!room || room->count == LIC_PAGE_ROOM_BLOCKS || block->size != BLOCK_SIZE)
		return false;
	block->next = room->kept;
	room->kept = block;
	room->count++;
	return true;
}

static struct lic_page_block *new_block(struct lic_page_room *room, size_t size)
{
	struct lic_page_block *block = size == BLOCK_SIZE && room ? room->kept : NULL;

	if (block) {
		room->kept = block->next;
		room->count--;
		return block;
	}
	block = malloc(sizeof(*block) + size);
	if (block)
		block->size = size;
	return block;
}

static void *take_block(struct lic_page_memory *m, size_t size)
{
	struct lic_page_block *block = NULL;

	m->err = LIC_ELIMIT;
	if (m->used + size <= LIC_PAGE_TREE_MAX) {
		m->err = LIC_ENOMEM;
		block = new_block(m->room, size);
	}
	if (!block)
		longjmp(m->full, 1);
	m->err = LIC_OK;
	block->next = m->blocks;
	m->blocks = block;
	m->used += size;
	return block + 1;
}

/* ---- pieces ------------------------------------------------------------ */

void lic_page_memory_init(struct lic_page_memory *memory, struct lic_page_room *room)
{
	memset(memory, 0, sizeof(*memory));
	memory->room = room;
}

void lic_page_memory_release(struct lic_page_memory *memory)
{
	for (struct lic_page_block *b = memory->blocks; b;) {
		struct lic_page_block *next = b->next;
		if (!keeps(memory->room, b))
			free(b);
		b = next;
	}
	memory->blocks = NULL;
}

/* Room for one piece; what stands behind its head is aligned. */
static struct head *new_piece(struct lic_page_memory *m, size_t class)
{
	const size_t size = size_of(class), offset = UNIT - sizeof(struct head);

	if (size > m->left && size > BLOCK_SIZE / 4)
		return (struct head *)((char *)take_block(m, size + UNIT) + offset);
	if (size > m->left) {
		m->next = (char *)take_block(m, BLOCK_SIZE) + offset;
		m->left = BLOCK_SIZE - UNIT;
	}
	struct head *head = (struct head *)m->next;
	m->next += size;
	m->left -= size;
	return head;
}

void *lic_page_memory_take(void *ctx, size_t size)
{
	struct lic_page_memory *m = ctx;

	if (size > LIC_PAGE_TREE_MAX)
		size = LIC_PAGE_TREE_MAX; /* which is refused */
	const size_t class = class_of(size + sizeof(struct head));
	struct lic_page_piece *piece = m->unused[class];
	if (piece) {
		m->unused[class] = piece->next;
		return piece;
	}
	struct head *head = new_piece(m, class);
	head->class = class;
	return head + 1;
}

void lic_page_memory_give(void *ctx, void *ptr)
{
	struct lic_page_memory *m = ctx;

	if (!ptr)
		return;
	struct lic_page_piece *piece = ptr;
	const size_t class = ((struct head *)ptr - 1)->class;
	piece->next = m->unused[class];
	m->unused[class] = piece;
}
