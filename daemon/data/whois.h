/*
 * Answers of WHOIS servers (RFC 3912), whose format each server chooses, into the
 * same struct that RDAP fills. Any bytes may come in: UTF-8, Latin-1, broken. Pure.
 *
 * The day of a date is the one that is written, in the server's time zone. Dates of
 * contacts and of the registrar are not the domain's and are passed over.
 */
#ifndef LIC_WHOIS_H
#define LIC_WHOIS_H

#include "registration.h"

/* Read an answer about the domain, which is an A-label name in lower case, or empty
 * when whatever domain the answer is about will do. Texts of *out are in the arena.
 * *out is cleared unless the answer is LIC_ANSWER_FOUND or LIC_ANSWER_NONE. *referral is the
 * WHOIS server that knows more, or empty; it may be set with every answer. */
enum lic_answer lic_whois_parse(struct lic_registration *out, struct lic_str *referral,
				struct lic_str text, struct lic_str domain,
				struct lic_arena *arena);

/* Do the words of an answer that holds no record say that there is no such domain
 * (LIC_ANSWER_NONE), or that the server would not say (LIC_ANSWER_REFUSED)? Else
 * LIC_ANSWER_UNCLEAR. A sentence on what may happen is no refusal. */
enum lic_answer lic_whois_words(struct lic_str text);

/* Does the status say that the name is not registered: "available", "free"? */
bool lic_whois_status_free(struct lic_str status);

/* The query for a domain, in the form that the server wants, with its CR LF, in out:
 * its length. */
#define LIC_WHOIS_QUERY_MAX (LIC_HOST_MAX + 32)
size_t lic_whois_query(char out[LIC_WHOIS_QUERY_MAX], struct lic_str server, struct lic_str domain);

#endif
