/*
 * Refusals as RFC 9457 problem documents: one table of kinds, each with its
 * status, its slug and its title. The sentence that says what to do comes from
 * where the refusal is made.
 *
 * Depends on base only.
 */
#ifndef LIC_PROBLEM_H
#define LIC_PROBLEM_H

#include "buf.h"
#include "diag.h"

enum lic_problem {
	LIC_PROBLEM_NONE,
	LIC_PROBLEM_BAD_REQUEST,
	LIC_PROBLEM_BAD_JSON,
	LIC_PROBLEM_BAD_PARAMETER,
	LIC_PROBLEM_BAD_URL,
	LIC_PROBLEM_BAD_COUNTRY,
	LIC_PROBLEM_BAD_FIELD,
	LIC_PROBLEM_NO_TOKEN,
	LIC_PROBLEM_SIGN_IN,
	LIC_PROBLEM_WEB_ORIGIN,
	LIC_PROBLEM_NOT_ALLOWED,
	LIC_PROBLEM_PAIRING_REFUSED,
	LIC_PROBLEM_NOT_FOUND,
	LIC_PROBLEM_BAD_METHOD,
	LIC_PROBLEM_TOO_LARGE,
	LIC_PROBLEM_TARGET_TOO_LONG,
	LIC_PROBLEM_BAD_TYPE,
	LIC_PROBLEM_WRONG_HOST,
	LIC_PROBLEM_INTERNAL,
	LIC_PROBLEM_BUSY,
	LIC_PROBLEM_STORAGE,
	LIC_PROBLEMS,
};

struct lic_problem_kind {
	unsigned status;
	const char *slug;
	const char *title;
};

/* In order of enum lic_problem. */
extern const struct lic_problem_kind lic_problem_kinds[LIC_PROBLEMS];

/* The kind that fits an error of the engine. */
enum lic_problem lic_problem_from_err(int err);

/* Set the sentence and return the kind, so that a caller can
 * `return lic_problem_set(diag, LIC_PROBLEM_BAD_URL, "…")`. */
enum lic_problem lic_problem_set(struct lic_diag *diag, enum lic_problem problem, const char *fmt,
				 ...) LIC_PRINTF(3, 4);

/* The document. detail becomes a sentence: a capital in front, a full stop
 * behind. */
void lic_problem_write(struct lic_buf *out, enum lic_problem problem, const char *detail);

#endif
