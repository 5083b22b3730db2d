/*
 * Who does something, for the record, and why: options that commands which change lists share.
 */
#ifndef LIC_WHO_H
#define LIC_WHO_H

#include "command.h"
#include "licit_keep.h"

#define LIC_WHO_SIZE (LIC_WHO_MAX + 1)

/* The name given, or if it is NULL the one that this account has; a view of given or store. */
struct lic_str lic_who(const char *given, char store[LIC_WHO_SIZE]);

#define LIC_WHY_EVIDENCE_MAX 16

/* A lic_keep_why made of the values of options, which are NULL where they were not given. */
struct lic_why {
	struct lic_keep_why why;
	struct lic_str evidence[LIC_WHY_EVIDENCE_MAX];
	char who[LIC_WHO_SIZE];
};

/* Who (else this account) and the reason in words; code and override are the caller's to set. */
void lic_why_init(struct lic_why *why, const char *who, const char *reason);

/* Links with a space between them. False after saying what is wrong. */
bool lic_why_evidence(struct lic_cli *cli, struct lic_why *why, const char *links);

/* Say what became of an edit: for people, or as one JSON object. */
void lic_result_show(struct lic_cli *cli, const struct lic_keep_result *result, struct lic_str list,
		     const char *what, bool json);

#endif
