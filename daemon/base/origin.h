/*
 * Who works on a list. Depends on nothing.
 */
#ifndef LIC_ORIGIN_H
#define LIC_ORIGIN_H

/* Stored as numbers: only ever add at the end. */
enum lic_list_origin {
	LIC_ORIGIN_KEPT,       /* somebody here */
	LIC_ORIGIN_BUNDLED,    /* who makes Licit */
	LIC_ORIGIN_SUBSCRIBED, /* who publishes the feed that it comes from */
	LIC_ORIGINS,
};

#endif
