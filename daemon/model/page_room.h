/*
 * What reading a page leaves for the next one: memory that is warm. For one thread at a
 * time.
 */
#ifndef LIC_PAGE_ROOM_H
#define LIC_PAGE_ROOM_H

#include "base.h"

struct lic_page_block;

struct lic_page_room {
	struct lic_page_block *kept;
	size_t count; /* at most LIC_PAGE_ROOM_BLOCKS */
};

#define LIC_PAGE_ROOM_INIT \
	{                  \
		NULL, 0    \
	}

void lic_page_room_release(struct lic_page_room *room);

#endif
