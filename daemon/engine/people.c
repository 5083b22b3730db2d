/* Pairing, tokens and reports. */
#include "digest.h"
#include "engine.h"

/* Without 0 and O, 1 and I, which look alike. */
static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

#define CODE_LETTERS 8

/* As people type it: any case, spaces and hyphens anywhere. 0, or LIC_EDENIED for
 * what no code looks like. */
static int normalise(struct lic_str code, char out[CODE_LETTERS])
{
	size_t n = 0;

	for (size_t i = 0; i < code.len; i++) {
		char c = code.ptr[i];
		if (c == '-' || c == ' ')
			continue;
		c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		if (n == CODE_LETTERS || c == '\0' || !strchr(alphabet, c))
			return LIC_EDENIED;
		out[n++] = c;
	}
	return n == CODE_LETTERS ? LIC_OK : LIC_EDENIED;
}

static void base64url(const unsigned char *in, size_t len, char *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint32_t bits = 0;
	unsigned held = 0;

	for (size_t i = 0; i < len; i++) {
		bits = bits << 8 | in[i];
		for (held += 8; held >= 6; held -= 6)
			*out++ = digits[bits >> (held - 6) & 63];
	}
	if (held)
		*out++ = digits[bits << (6 - held) & 63];
	*out = '\0';
}

static int write_store(struct lic_engine *engine, struct lic_store **store, struct lic_diag *diag)
{
	int err = lic_engine_store(engine, true, store, diag);

	if (err < 0)
		return err;
	err = lic_store_begin(*store, diag);
	if (err < 0)
		lic_store_close(*store);
	return err;
}

/* Commit what went well; close in any case. */
static int end_store(struct lic_store *store, int err, struct lic_diag *diag)
{
	if (err < 0)
		lic_store_rollback(store);
	else
		err = lic_store_commit(store, diag);
	lic_store_close(store);
	return err;
}

int lic_pair_new(struct lic_engine *engine, char code[LIC_PAIR_CODE_SIZE], struct lic_diag *diag)
{
	unsigned char random[CODE_LETTERS], hash[LIC_SHA256_SIZE];
	char letters[CODE_LETTERS];
	struct lic_store *store;
	int err = lic_random(random, sizeof(random));

	if (err < 0)
		return lic_diag_set(diag, err, "the system has no random numbers to give");
	/* 32 letters: five bits each, no bias. */
	_Static_assert(sizeof(alphabet) - 1 == 32, "a power of two");
	for (size_t i = 0; i < CODE_LETTERS; i++)
		letters[i] = alphabet[random[i] & 31];
	lic_sha256(lic_str(letters, sizeof(letters)), hash);
	err = write_store(engine, &store, diag);
	if (err < 0)
		return err;
	err = lic_store_code_add(store, hash, lic_clock_now() + LIC_PAIR_SECONDS, diag);
	err = end_store(store, err, diag);
	if (!err)
		snprintf(code, LIC_PAIR_CODE_SIZE, "%.4s-%.4s", letters, letters + 4);
	return err;
}

static int redeem(struct lic_store *store, const char letters[CODE_LETTERS],
		  char token[LIC_TOKEN_SIZE], char id[LIC_TOKEN_ID_SIZE], struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE], random[32];

	lic_sha256(lic_str(letters, CODE_LETTERS), hash);
	int err = lic_store_code_use(store, hash, lic_clock_now(), diag);
	if (!err)
		err = lic_random(random, sizeof(random));
	if (err < 0)
		return err;
	base64url(random, sizeof(random), token);
	lic_sha256(lic_str_from(token), hash);
	/* The id names the pairing, and tells nothing of the token. */
	lic_hex(hash, (LIC_TOKEN_ID_SIZE - 1) / 2, id);
	return lic_store_token_add(store, lic_str_from(id), hash, lic_clock_now(), diag);
}

int lic_pair_redeem(struct lic_engine *engine, struct lic_str code, char token[LIC_TOKEN_SIZE],
		    char id[LIC_TOKEN_ID_SIZE], struct lic_diag *diag)
{
	char letters[CODE_LETTERS] = {0};
	struct lic_store *store;
	/* What cannot be a code is a wrong try like any other. */
	int shape = normalise(code, letters);
	int err = write_store(engine, &store, diag);

	if (err < 0)
		return err;
	if (shape < 0)
		memset(letters, 0, sizeof(letters));
	err = redeem(store, letters, token, id, diag);
	if (err == LIC_EDENIED) {
		/* The wrong try must stay counted. */
		int kept = end_store(store, LIC_OK, NULL);
		return kept < 0 ? kept : err;
	}
	if (!err)
		err = lic_store_commit(store, diag);
	if (!err)
		err = lic_engine_load_tokens(engine, store, diag);
	lic_store_close(store);
	return err;
}

struct pairings {
	int (*fn)(void *ctx, const struct lic_pairing *pairing);
	void *ctx;
};

static int show_pairing(void *ctx, struct lic_str id, struct lic_str hash, int64_t created)
{
	const struct pairings *p = ctx;
	const struct lic_pairing pairing = {id, created};

	(void)hash;
	return p->fn(p->ctx, &pairing);
}

int lic_pair_each(struct lic_engine *engine,
		  int (*fn)(void *ctx, const struct lic_pairing *pairing), void *ctx,
		  struct lic_diag *diag)
{
	struct pairings p = {fn, ctx};
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_token_each(store, show_pairing, &p, diag);
	lic_store_close(store);
	return err;
}

int lic_pair_revoke(struct lic_engine *engine, struct lic_str id, struct lic_diag *diag)
{
	struct lic_store *store;
	int err = write_store(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_token_revoke(store, id, diag);
	err = end_store(store, err, diag);
	if (!err) {
		err = lic_engine_refresh(engine, diag);
		err = err < 0 ? err : LIC_OK;
	}
	return err;
}

bool lic_token_ok(struct lic_engine *engine, struct lic_str token)
{
	unsigned char hash[LIC_SHA256_SIZE];
	bool ok = false;

	if (token.len != LIC_TOKEN_SIZE - 1)
		return false;
	lic_sha256(token, hash);
	pthread_rwlock_rdlock(&engine->lock);
	for (size_t i = 0; i < engine->tokens.count; i++)
		ok |= lic_equal_constant_time(hash, engine->tokens.hash[i], sizeof(hash));
	pthread_rwlock_unlock(&engine->lock);
	return ok;
}

int lic_report_add(struct lic_engine *engine, struct lic_str json, int64_t *id,
		   struct lic_diag *diag)
{
	struct lic_store *store;
	int err = write_store(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_report_add(store, lic_clock_now(), json, id, diag);
	return end_store(store, err, diag);
}

int lic_report_each(struct lic_engine *engine,
		    int (*fn)(void *ctx, int64_t id, struct lic_str json), void *ctx,
		    struct lic_diag *diag)
{
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_report_each(store, fn, ctx, diag);
	lic_store_close(store);
	return err;
}

int lic_report_remove(struct lic_engine *engine, int64_t id, struct lic_diag *diag)
{
	struct lic_store *store;
	int err = write_store(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_report_remove(store, id, diag);
	return end_store(store, err, diag);
}
