/*
 * Text for people, on standard output or standard error: wrapped to the width of
 * the terminal, in colour only on one. What comes from outside (names, lines of
 * files) is shown with nothing in it that a terminal would obey.
 *
 * Depends on base only. One thread.
 */
#ifndef LIC_TERM_H
#define LIC_TERM_H

#include "buf.h"
#include "str.h"

enum lic_style {
	LIC_STYLE_PLAIN,
	LIC_STYLE_BOLD,
	LIC_STYLE_DIM,
	LIC_STYLE_RED,
	LIC_STYLE_ORANGE,
	LIC_STYLE_GREEN,
	LIC_STYLE_BLUE,
	LIC_STYLES,
};

struct lic_term {
	int fd;
	bool is_terminal;
	bool colour;
	size_t width;
	int errnum; /* of the first write that failed; 0: none */
	struct lic_buf buf;
};

void lic_term_init(struct lic_term *term, int fd);

/* Write what is left, and give back the memory: 0, or the errno of the first
 * write that failed. */
int lic_term_close(struct lic_term *term);

/* Write what was added so far. */
void lic_term_flush(struct lic_term *term);

/* As they are: for documents and lines that a program reads. */
void lic_term_bytes(struct lic_term *term, struct lic_str s);
void lic_term_printf(struct lic_term *term, const char *fmt, ...) LIC_PRINTF(2, 3);

/* From now on in that style; LIC_STYLE_PLAIN ends it. */
void lic_term_style(struct lic_term *term, enum lic_style style);

/* One line or part of one, made harmless. */
void lic_term_text(struct lic_term *term, struct lic_str s);

void lic_term_bold(struct lic_term *term, struct lic_str s);

/* Lines, each made harmless, with `first` before it. An end behind the last is none more. */
void lic_term_lines(struct lic_term *term, const char *first, struct lic_str text);

/* A paragraph, made harmless, wrapped between `indent` spaces and the width;
 * `first` stands before it, within the indent. Words that do not fit, such as
 * addresses, are left whole. */
void lic_term_para(struct lic_term *term, const char *first, size_t indent, struct lic_str text);

/* The same for one of several things said of something: nothing where it is empty. */
void lic_term_field(struct lic_term *term, const char *first, size_t indent, struct lic_str text);

/* Append s with control characters, characters that turn the direction of text,
 * and malformed UTF-8 replaced by U+FFFD. Line feeds stay if `lines`, else become
 * spaces. */
void lic_term_clean(struct lic_buf *out, struct lic_str s, bool lines);

/* Columns that s takes, one for each character. */
size_t lic_term_columns(struct lic_str s);

/* s, then spaces up to that many columns. */
void lic_term_pad(struct lic_term *term, struct lic_str s, size_t columns);

#endif
