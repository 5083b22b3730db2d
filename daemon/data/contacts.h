/*
 * Contacts of illegal sellers that an authority published (lists/contacts.csv): by which
 * telephone, mail, handle, wallet, tag, name server or address another site of theirs may be
 * known. docs/LISTS.md describes the file.
 *
 * Immutable after parsing; may be shared between threads.
 */
#ifndef LIC_CONTACTS_H
#define LIC_CONTACTS_H

#include "arena.h"
#include "diag.h"
#include "facts_related.h"
#include "limits.h"

struct lic_contact {
	enum lic_shared kind;
	struct lic_str value;  /* in the form of lic_contact_form */
	struct lic_str site;   /* of the seller who was named */
	struct lic_str list;   /* id of the authority's list */
	struct lic_str source; /* address of the notice */
	lic_date date;         /* of the notice */
	enum lic_confidence confidence;
	bool dedicated; /* a name server or address that illegal sellers alone use */
};

struct lic_contacts {
	struct lic_contact *row; /* sorted by kind, value, site */
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text: 0, LIC_ESYNTAX ("line N: …"), LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_contacts_parse(struct lic_contacts *out, struct lic_str text,
				   struct lic_diag *diag);
void lic_contacts_release(struct lic_contacts *contacts);

/* The rows of that kind and value, *count of them; NULL if there are none. */
const struct lic_contact *lic_contacts_find(const struct lic_contacts *contacts,
					    enum lic_shared kind, struct lic_str value,
					    size_t *count);

/* Does the row say anything on that day: confirmed, not too old, and dedicated where the
 * thing could be a provider's? */
bool lic_contact_counts(const struct lic_contact *contact, lic_date today);

#define LIC_CONTACT_SIZE 320

/* The value in the form in which equal ones are equal bytes, in out; empty where it is no
 * value of that kind:
 *   phone       +420123456789; a national number only with its country (alpha-2)
 *   mail        in lower case
 *   handle      "service:name" in lower case, without '@'
 *   wallet      "btc:…", "eth:…" …, with a checksum that holds
 *   tag         as it stands; of "UA-123-4" the account, "UA-123"
 *   nameserver  a host in lower case, without the last dot
 *   address     IPv4 or IPv6, as the DNS facts have it */
struct lic_str lic_contact_form(enum lic_shared kind, struct lic_str value, struct lic_str country,
				char out[LIC_CONTACT_SIZE]);

/* "phone", "mail" …; "host" for LIC_SHARED_HOST, which the file does not have. */
const char *lic_shared_name(enum lic_shared kind);

#endif
