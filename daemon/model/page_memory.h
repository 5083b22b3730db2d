/*
 * Memory for the tree of one document, for a parser that looks at no allocation's failure
 * and gives a tree back by recursion, which deep trees must not do: what it may not have
 * jumps out of it, and all is given back at once. Not for sharing between threads.
 *
 * Blocks come from a room, which keeps some for the next document: fresh ones cost more
 * than what is done with them, as the system hands them out page by page and cleared.
 */
#ifndef LIC_PAGE_MEMORY_H
#define LIC_PAGE_MEMORY_H

#include "err.h"
#include "page_room.h"

#include <setjmp.h>

#define LIC_PAGE_CLASSES 96

struct lic_page_piece {
	struct lic_page_piece *next;
};

struct lic_page_memory {
	struct lic_page_room *room;
	struct lic_page_block *blocks;
	char *next;
	size_t left, used;
	struct lic_page_piece *unused[LIC_PAGE_CLASSES]; /* given back, by their size */
	int err;                                         /* of what jumped */
	jmp_buf full;                                    /* to be set before the first take */
};

void lic_page_memory_init(struct lic_page_memory *memory, struct lic_page_room *room);
void lic_page_memory_release(struct lic_page_memory *memory);

/* For any object. More than LIC_PAGE_TREE_MAX in all (LIC_ELIMIT), or than there is
 * (LIC_ENOMEM), jumps. ctx is the memory; these are the parser's own types. */
void *lic_page_memory_take(void *ctx, size_t size);
void lic_page_memory_give(void *ctx, void *ptr);

#endif
