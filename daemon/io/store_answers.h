/*
 * Answers of RDAP and WHOIS servers as they came, each kept until its time is over.
 * A cache: a failure is as if nothing were kept. One for all threads of a process;
 * processes share the file.
 */
#ifndef LIC_STORE_ANSWERS_H
#define LIC_STORE_ANSWERS_H

#include "arena.h"
#include "diag.h"

struct lic_answers;

#define LIC_ANSWERS_FILE "answers.db"

struct lic_kept_answer {
	bool whois;
	int status;            /* of HTTP */
	struct lic_str source; /* the server that said so */
	struct lic_str text;
	int64_t at; /* when it was asked */
};

/* Open dir/answers.db, made if missing. */
LIC_CHECKED int lic_answers_open(struct lic_answers **out, const char *dir, struct lic_diag *diag);
void lic_answers_close(struct lic_answers *answers);

/* 1 and the answer, its texts in the arena; 0: none that is not over; or an error. */
LIC_CHECKED int lic_answers_get(struct lic_answers *answers, struct lic_str name, int64_t now,
				struct lic_kept_answer *out, struct lic_arena *arena);

/* Keep an answer until `ends`, in the place of any other for that name. What is over is
 * deleted. */
LIC_CHECKED int lic_answers_put(struct lic_answers *answers, struct lic_str name,
				const struct lic_kept_answer *answer, int64_t ends);

#endif
