/*
 * What the RDAP and WHOIS vectors share: differences that are explained, in a file of
 *
 *   domain | field | what we say | why
 *
 * A difference that is not in it fails, and so does a line without a difference.
 */
#ifndef LIC_REGISTRATION_VECTOR_H
#define LIC_REGISTRATION_VECTOR_H

#include "archive.h"
#include "registration.h"

#define DIFFERENCES_MAX 256

static struct difference {
	struct lic_str domain, field, ours;
	bool used;
} differences[DIFFERENCES_MAX];
static size_t differences_count;
static struct lic_buf differences_text;
static unsigned compared, agreed, explained_count, wrong;

static inline struct lic_str difference_cell(struct lic_str *line)
{
	struct lic_str cell = {NULL, 0};

	(void)lic_str_split(line, '|', &cell);
	return lic_str_trim(cell);
}

static inline void differences_load(const char *name)
{
	const char *root = getenv("LICIT_TESTS");
	struct lic_str rest, line;
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", root ? root : "tests", name);
	vectors_read_file(path, &differences_text);
	rest = lic_buf_str(&differences_text);
	while (lic_str_split(&rest, '\n', &line)) {
		if (!line.len || line.ptr[0] == '#')
			continue;
		if (differences_count == DIFFERENCES_MAX)
			vectors_stop(1, path, "too many lines");
		struct difference *d = &differences[differences_count++];
		d->domain = difference_cell(&line);
		d->field = difference_cell(&line);
		d->ours = difference_cell(&line);
		if (!lic_str_trim(line).len)
			vectors_stop(1, path, "a line without a reason");
	}
}

static inline bool difference_take(struct lic_str domain, const char *field, struct lic_str ours)
{
	for (size_t i = 0; i < differences_count; i++) {
		struct difference *d = &differences[i];
		if (lic_str_eq(d->domain, domain) && lic_str_eq(d->field, lic_str_from(field)) &&
		    lic_str_eq(d->ours, ours)) {
			d->used = true;
			return true;
		}
	}
	return false;
}

/* Count one field: what Licit reads beside what the vector expects. */
static inline void compare(struct lic_str domain, const char *field, struct lic_str ours,
			   struct lic_str expected)
{
	compared++;
	if (lic_str_caseeq(ours, expected)) {
		agreed++;
	} else if (difference_take(domain, field, ours)) {
		explained_count++;
	} else {
		wrong++;
		printf("%.*s | %s | %.*s | expected %.*s\n", LIC_STR_ARG(domain), field,
		       LIC_STR_ARG(ours), LIC_STR_ARG(expected));
	}
}

static inline void compare_date(struct lic_str domain, const char *field, lic_date ours,
				struct lic_str expected)
{
	char text[LIC_DATE_SIZE] = "";

	if (ours)
		lic_date_format(ours, text);
	if (expected.len > 10)
		expected.len = 10;
	compare(domain, field, lic_str_from(text), expected);
}

/* The exit status of the program, after a line of totals. */
static inline int compare_end(const char *what)
{
	for (size_t i = 0; i < differences_count; i++) {
		if (differences[i].used)
			continue;
		printf("%.*s | %.*s: is no difference any more\n",
		       LIC_STR_ARG(differences[i].domain), LIC_STR_ARG(differences[i].field));
		wrong++;
	}
	printf("%s: %u compared, %u agree, %u explained, %u wrong\n", what, compared, agreed,
	       explained_count, wrong);
	return wrong || !agreed;
}

#endif
