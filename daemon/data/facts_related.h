/*
 * What the lists know of what was seen on a site: LIC_SLOT_RELATED. The seals that its
 * page shows, and where they lead (probe/seal.c); the licence numbers that it gives
 * (probe/licence.c); alerts on products that it names (probe/alert.c); what it shares with sites
 * that an authority names as illegal (probe/related.c, probe/shared.c). Texts in the arena of the
 * check or in the listset.
 */
#ifndef LIC_FACTS_RELATED_H
#define LIC_FACTS_RELATED_H

#include "list.h"

#include <stdbool.h>

enum lic_seal_kind {
	LIC_SEAL_LICENCE,       /* an authority's */
	LIC_SEAL_ACCREDITATION, /* of a body that authorities accept */
	LIC_SEAL_PRIVATE,       /* anybody's approval: no licence */
	LIC_SEAL_KINDS,
};

enum lic_seal_link {
	LIC_SEAL_LINK_NONE,      /* no link, or one that opens no page */
	LIC_SEAL_LINK_OWN,       /* to the site itself */
	LIC_SEAL_LINK_ISSUER,    /* to a host of the issuer */
	LIC_SEAL_LINK_PUBLIC,    /* to another public body */
	LIC_SEAL_LINK_LOOKALIKE, /* to a host that is named like the issuer's */
	LIC_SEAL_LINK_ELSEWHERE,
	LIC_SEAL_LINKS,
};

/* Whose entry the link leads to. */
enum lic_seal_entry {
	LIC_SEAL_ENTRY_UNKNOWN, /* it does not say, or no copy at hand can tell */
	LIC_SEAL_ENTRY_OWN,
	LIC_SEAL_ENTRY_RELATED, /* of much the same name, or named on the page */
	LIC_SEAL_ENTRY_OTHER,
	LIC_SEAL_ENTRIES,
};

/* What the page to which the link leads says, where it was looked at and is the issuer's. */
enum lic_seal_page {
	LIC_SEAL_PAGE_UNSEEN,
	LIC_SEAL_PAGE_GONE,   /* there is none: 404 or 410 */
	LIC_SEAL_PAGE_SILENT, /* it names neither this site nor one other pharmacy's */
	LIC_SEAL_PAGE_NAMES,  /* this site */
	LIC_SEAL_PAGE_OTHER,  /* another pharmacy's site, and not this one */
	LIC_SEAL_PAGES,
};

struct lic_seal_shown {
	struct lic_str id, name, issuer; /* of the seal */
	enum lic_seal_kind kind;
	lic_date retired; /* issued no more since; 0: still issued */
	struct lic_str retired_note;
	struct lic_str mark; /* what it was known by: a file name, an alt text, or empty */
	enum lic_seal_link link;
	struct lic_str url, host; /* of the link */
	bool of_entry;            /* it has the form of a link to an entry */
	enum lic_seal_page page;
	enum lic_seal_entry entry;
	struct lic_str number; /* that the link carries, or empty */
	struct lic_str named;  /* the site that the entry is of, or empty */
	struct lic_str source; /* id of the register that says so; empty: the link itself, or
				  the page behind it */
};

/* A number on the page that has the form of a register's own, and a word before it that
 * says so. */
struct lic_licence_shown {
	struct lic_str id, name;     /* of the form (licences.h) */
	struct lic_str jurisdiction; /* of the register */
	struct lic_str register_id;
	struct lic_str number; /* as it stands on the page */
	enum lic_seal_entry entry;
	struct lic_str named;  /* the site that the entry is of, or empty */
	struct lic_str source; /* id of the register that says so; empty: no copy has it */
};

enum lic_relation {
	LIC_RELATION_CERTIFICATE, /* a certificate names both */
	LIC_RELATION_CONTACT,     /* both give the same contact */
	LIC_RELATION_REDIRECT,    /* visitors are led there; `shared` is the host */
	LIC_RELATION_DNS,         /* both are at the same name server or address */
	LIC_RELATIONS,
};

/* What sort of thing is shared; each in a form of its own (contacts.h). */
enum lic_shared {
	LIC_SHARED_HOST, /* a host name, by a certificate or a redirect */
	LIC_SHARED_PHONE,
	LIC_SHARED_MAIL,
	LIC_SHARED_HANDLE,
	LIC_SHARED_WALLET,
	LIC_SHARED_TAG,
	LIC_SHARED_NAMESERVER,
	LIC_SHARED_ADDRESS,
	LIC_SHARED_KINDS,
};

/* Something that this site shares with an illegal seller. */
struct lic_relative {
	enum lic_relation how;
	enum lic_shared kind;
	struct lic_str shared; /* the thing itself */
	struct lic_str listed; /* who was named as illegal */
	struct lic_str source; /* id of the list that names them */
	struct lic_str notice; /* where that can be read, or empty */
	enum lic_confidence confidence;
	lic_date since; /* 0: not said */
};

/* An alert on a product that the page names. */
struct lic_alert_shown {
	struct lic_str id, authority, product;
	struct lic_str batches; /* in words; empty: any */
	struct lic_str url;
	lic_date date;
	struct lic_str word; /* as it stands on the page */
};

struct lic_related_facts {
	const struct lic_seal_shown *seals;
	size_t seals_count;
	const struct lic_relative *relatives;
	size_t relatives_count;
	const struct lic_licence_shown *licences;
	size_t licences_count;
	const struct lic_alert_shown *alerts; /* newest first */
	size_t alerts_count;
};

#endif
