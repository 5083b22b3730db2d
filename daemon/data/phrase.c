#include "phrase.h"

#include "fold.h"

#define DEPTH_MAX 3
#define OPS_MAX 4096
#define STEPS_MAX 4096 /* of one match: hostile text must not take long */
#define GAP_WORDS 4

/* Heads are as long as their number allows: longer ones are met less often. */
#define HEAD_MAX 12
#define HEAD_MIN 3
#define HEADS_MAX 48

enum op {
	OP_BYTE,
	OP_SPACE,
	OP_SPLIT,   /* go on, and at `to` */
	OP_JUMP,    /* to `to` */
	OP_LETTERS, /* any number of them */
	OP_NUMBER,
	OP_GAP, /* words, each with the space behind it */
	OP_END,
};

struct lic_phrase_op {
	uint8_t op;
	char byte;
	uint16_t to;
};

/* ---- compiling ---------------------------------------------------------- */

struct compiler {
	struct lic_str rest;
	struct lic_phrase_op op[OPS_MAX];
	size_t count;
	int depth;
	bool word; /* a letter or digit was there */
};

static char next_of(const struct compiler *c)
{
	return c->rest.len ? c->rest.ptr[0] : '\0';
}

static void skip(struct compiler *c, size_t len)
{
	c->rest = lic_str(c->rest.ptr + len, c->rest.len - len);
}

static bool take(struct compiler *c, char what)
{
	if (!what || next_of(c) != what)
		return false;
	skip(c, 1);
	return true;
}

static size_t emit(struct compiler *c, enum op op, char byte)
{
	if (c->count < OPS_MAX)
		c->op[c->count] = (struct lic_phrase_op){(uint8_t)op, byte, 0};
	return c->count < OPS_MAX ? c->count++ : OPS_MAX - 1;
}

static void land(struct compiler *c, size_t from)
{
	c->op[from].to = (uint16_t)c->count;
}

static int sequence(struct compiler *c, struct lic_diag *diag);

/* Behind "(": alternatives up to ")". */
static int group(struct compiler *c, struct lic_diag *diag)
{
	size_t ends[64], n = 0;

	if (++c->depth > DEPTH_MAX)
		return lic_diag_set(diag, LIC_ESYNTAX, "too many ( within one another");
	for (;;) {
		size_t split = emit(c, OP_SPLIT, 0);
		int err = sequence(c, diag);
		if (err < 0)
			return err;
		if (take(c, '|') && n < LIC_ARRAY_SIZE(ends)) {
			ends[n++] = emit(c, OP_JUMP, 0);
			land(c, split);
			continue;
		}
		if (!take(c, ')'))
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "a ( without its ), or too many choices");
		/* The last choice has no other: the split goes on either way. */
		c->op[split].to = (uint16_t)(split + 1);
		break;
	}
	while (n > 0)
		land(c, ends[--n]);
	c->depth--;
	return LIC_OK;
}

static void space(struct compiler *c)
{
	const struct lic_str gap = LIC_STR(".. ");

	emit(c, OP_SPACE, 0);
	if (lic_str_starts(c->rest, gap)) {
		emit(c, OP_GAP, 0);
		skip(c, gap.len);
	}
}

static int item(struct compiler *c, struct lic_diag *diag)
{
	const char byte = next_of(c);
	size_t split;

	skip(c, 1);
	switch (byte) {
	case ' ':
		space(c);
		break;
	case '\'':
		split = emit(c, OP_SPLIT, 0);
		emit(c, OP_BYTE, '\'');
		land(c, split);
		break;
	case '*':
		emit(c, OP_LETTERS, 0);
		break;
	case '#':
		c->word = true;
		emit(c, OP_NUMBER, 0);
		break;
	case '(':
		return group(c, diag);
	default:
		c->word |= lic_fold_is_word(byte);
		emit(c, OP_BYTE, byte);
	}
	return LIC_OK;
}

/* Up to the end, or the | or ) of the group that it is in. */
static int sequence(struct compiler *c, struct lic_diag *diag)
{
	while (c->rest.len && !(c->depth && (next_of(c) == '|' || next_of(c) == ')'))) {
		int err = item(c, diag);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

int lic_phrase_compile(struct lic_phrase *out, struct lic_str phrase, struct lic_arena *arena,
		       struct lic_diag *diag)
{
	struct compiler c; /* not cleared: most of it stays unused */

	c.rest = phrase;
	c.count = 0;
	c.depth = 0;
	c.word = false;
	bool open = take(&c, '*');
	int err = sequence(&c, diag);
	if (err < 0)
		return err;
	emit(&c, OP_END, 0);
	if (c.count >= OPS_MAX - 1)
		return lic_diag_set(diag, LIC_ESYNTAX, "it is too long");
	if (!c.word)
		return lic_diag_set(diag, LIC_ESYNTAX, "there is no word in it");
	struct lic_phrase_op *op = lic_arena_alloc(arena, c.count * sizeof(*op));
	if (!op)
		return LIC_ENOMEM;
	memcpy(op, c.op, c.count * sizeof(*op));
	*out = (struct lic_phrase){op, c.count, open};
	return LIC_OK;
}

/* ---- matching ----------------------------------------------------------- */

struct matcher {
	const struct lic_phrase_op *op;
	struct lic_str text;
	size_t end; /* of the longest match */
	unsigned steps;
};

static bool word_ends(struct lic_str text, size_t at)
{
	return at >= text.len || !lic_fold_is_letter(text.ptr[at]) ||
	       !lic_fold_is_letter(text.ptr[at - 1]);
}

static size_t skip_word(struct lic_str text, size_t at)
{
	while (at < text.len && !strchr(" .!?", text.ptr[at]))
		at++;
	return at < text.len && text.ptr[at] == ' ' ? at + 1 : 0;
}

static void match(struct matcher *m, size_t op, size_t at);

/* Go on after none, one, two … of what may be repeated. */
static void match_repeat(struct matcher *m, size_t op, size_t at)
{
	const bool letters = m->op[op].op == OP_LETTERS;

	match(m, op + 1, at);
	for (int n = 0; letters || n < GAP_WORDS; n++) {
		size_t next = letters && at < m->text.len && lic_fold_is_letter(m->text.ptr[at])
				      ? at + 1
			      : letters ? 0
					: skip_word(m->text, at);
		if (!next || m->steps > STEPS_MAX)
			return;
		at = next;
		match(m, op + 1, at);
	}
}

static size_t skip_number(struct lic_str text, size_t at)
{
	while (at < text.len && lic_is_digit(text.ptr[at]))
		at++;
	return at;
}

static void match(struct matcher *m, size_t op, size_t at)
{
	for (;; op++) {
		const struct lic_phrase_op *o = &m->op[op];
		const char c = at < m->text.len ? m->text.ptr[at] : '\0';
		size_t next;

		if (++m->steps > STEPS_MAX)
			return;
		switch ((enum op)o->op) {
		case OP_BYTE:
			if (c != o->byte)
				return;
			at++;
			break;
		case OP_SPACE:
			if (c != ' ' && c != '-')
				return;
			at++;
			break;
		case OP_SPLIT:
			if (o->to != op + 1)
				match(m, o->to, at);
			break;
		case OP_JUMP:
			op = o->to - 1u;
			break;
		case OP_LETTERS:
		case OP_GAP:
			match_repeat(m, op, at);
			return;
		case OP_NUMBER:
			next = skip_number(m->text, at);
			if (next == at)
				return;
			at = next;
			break;
		case OP_END:
			if (at > m->end && word_ends(m->text, at))
				m->end = at;
			return;
		}
	}
}

size_t lic_phrase_match(const struct lic_phrase *phrase, const struct lic_phrase_head *head,
			struct lic_str text, size_t at)
{
	struct matcher m = {.op = phrase->op, .text = text};

	match(&m, head->op, at + head->taken);
	return m.end;
}

/* ---- heads -------------------------------------------------------------- */

struct heads {
	const struct lic_phrase_op *op;
	size_t max; /* length */
	size_t count;
	lic_phrase_head_fn *fn; /* NULL: only count them */
	void *ctx;
	bool numbered;
	char text[HEAD_MAX];
};

static int tell(struct heads *h, size_t len, size_t taken, size_t op)
{
	const struct lic_phrase_head head = {lic_str(h->text, len), h->numbered, (uint8_t)taken,
					     (uint16_t)op};

	h->count++;
	if (len == 0)
		return LIC_EINVAL;
	return h->fn ? h->fn(h->ctx, &head) : LIC_OK;
}

static int follow(struct heads *h, size_t op, size_t len);

/* Is it known of every way on from there what it begins with, and that it is no digit? */
static bool is_told(const struct lic_phrase_op *ops, size_t op)
{
	for (;; op++) {
		const struct lic_phrase_op *o = &ops[op];
		switch ((enum op)o->op) {
		case OP_BYTE:
			return !lic_is_digit(o->byte);
		case OP_SPACE:
			return true;
		case OP_SPLIT:
			if (o->to != op + 1 && !is_told(ops, o->to))
				return false;
			break;
		case OP_JUMP:
			op = o->to - 1u;
			break;
		default:
			return false;
		}
	}
}

/* Digits are everywhere: what stands behind them tells more. */
static int follow_number(struct heads *h, size_t op, size_t len)
{
	int err = LIC_OK;

	if (len)
		return tell(h, len, len, op);
	if (is_told(h->op, op + 1)) {
		h->numbered = true;
		err = follow(h, op + 1, 0);
		h->numbered = false;
		return err;
	}
	for (char digit = '0'; digit <= '9' && !err; digit++) {
		h->text[0] = digit;
		err = tell(h, 1, 0, op);
	}
	return err;
}

static int follow(struct heads *h, size_t op, size_t len)
{
	int err;

	for (;; op++) {
		const struct lic_phrase_op *o = &h->op[op];
		if (!h->fn && h->count > HEADS_MAX)
			return LIC_OK;
		if (len == h->max)
			return tell(h, len, len, op);
		switch ((enum op)o->op) {
		case OP_BYTE:
			if (o->byte == '-') /* would be told as a space, which it is not */
				return tell(h, len, len, op);
			h->text[len++] = o->byte;
			break;
		case OP_SPACE:
			h->text[len++] = ' ';
			break;
		case OP_SPLIT:
			err = o->to == op + 1 ? LIC_OK : follow(h, o->to, len);
			if (err < 0)
				return err;
			break;
		case OP_JUMP:
			op = o->to - 1u;
			break;
		case OP_NUMBER:
			return follow_number(h, op, len);
		default:
			return tell(h, len, len, op);
		}
	}
}

int lic_phrase_heads(const struct lic_phrase *phrase, lic_phrase_head_fn *fn, void *ctx)
{
	struct heads h = {.op = phrase->op, .max = HEAD_MAX};

	for (;; h.max--) {
		h.count = 0;
		int err = follow(&h, 0, 0);
		if (err < 0)
			return err;
		if (h.count <= HEADS_MAX || h.max == HEAD_MIN)
			break;
	}
	/* Even the shortest may be too many to follow: then none is left out. */
	h.fn = fn;
	h.ctx = ctx;
	h.count = 0;
	return follow(&h, 0, 0);
}
