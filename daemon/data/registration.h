/*
 * What RDAP and WHOIS answers have in common: how an answer is classed, and the
 * pieces of a lic_registration in one spelling whatever the registry's is. Pure; the
 * only state is the caller's.
 */
#ifndef LIC_REGISTRATION_H
#define LIC_REGISTRATION_H

#include "arena.h"
#include "facts_registration.h"
#include "limits.h"

/* What a server's answer amounts to. Only the first two say anything about the
 * domain: a refusal is never "does not exist". */
enum lic_answer {
	LIC_ANSWER_FOUND,
	LIC_ANSWER_NONE,    /* the registry knows no such domain */
	LIC_ANSWER_REFUSED, /* asked too often, or not allowed to ask */
	LIC_ANSWER_UNCLEAR, /* empty, broken, or about something else */
};

/* "found", "none", "refused", "unclear". */
const char *lic_answer_name(enum lic_answer answer);

/* A set of texts that grows up to a limit; texts are borrowed. */
struct lic_registration_set {
	struct lic_str item[LIC_REGISTRATION_ITEMS_MAX];
	size_t count;
};

/* Add a status in RDAP's spelling (RFC 8056: "clientHold" is "client hold", "ok" is
 * "active"); a link or a note behind it is left out. Repeats are not added. */
void lic_registration_add_status(struct lic_registration_set *set, struct lic_str text,
				 struct lic_arena *arena);

/* Add the host that the text begins with, in lower case, without the last dot; nothing
 * if it begins with none. Repeats are not added. */
void lic_registration_add_server(struct lic_registration_set *set, struct lic_str text,
				 struct lic_arena *arena);

/* A copy of the set in the arena; NULL when it is empty or memory is out. */
const struct lic_str *lic_registration_keep(const struct lic_registration_set *set,
					    struct lic_arena *arena);

/* Is that the name of a privacy or proxy service, or the words that stand where a
 * name is withheld? */
bool lic_registration_is_private(struct lic_str holder);

/* The host name that the text begins with, of two labels at least; empty if none. */
struct lic_str lic_registration_host(struct lic_str text);

/* Does the text hold the words, in whatever case? The words are in lower case. */
bool lic_registration_holds(struct lic_str text, const char *words);

/* The text in the arena as UTF-8: what is not is read as Latin-1. */
struct lic_str lic_registration_text(struct lic_str text, struct lic_arena *arena);

#endif
