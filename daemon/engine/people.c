/* Pairing, tokens and reports. */
#include "digest.h"
#include "engine.h"
#include "onetime.h"

int lic_pair_new(struct lic_engine *engine, char code[LIC_PAIR_CODE_SIZE], struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE];
	char letters[LIC_CODE_LETTERS];
	struct lic_store *store;
	int err = lic_onetime_code(letters, diag);

	if (err < 0)
		return err;
	lic_sha256(lic_str(letters, sizeof(letters)), hash);
	err = lic_engine_store_begin(engine, &store, diag);
	if (err < 0)
		return err;
	err = lic_store_code_add(store, hash, lic_clock_now() + LIC_PAIR_SECONDS, diag);
	err = lic_engine_store_end(store, err, diag);
	if (!err)
		snprintf(code, LIC_PAIR_CODE_SIZE, "%.4s-%.4s", letters, letters + 4);
	return err;
}

static int redeem(struct lic_store *store, const char letters[LIC_CODE_LETTERS],
		  char token[LIC_TOKEN_SIZE], char id[LIC_TOKEN_ID_SIZE], struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE];

	lic_sha256(lic_str(letters, LIC_CODE_LETTERS), hash);
	int err = lic_store_code_use(store, hash, lic_clock_now(), diag);
	if (!err)
		err = lic_onetime_token(token, diag);
	if (err < 0)
		return err;
	lic_sha256(lic_str_from(token), hash);
	/* The id names the pairing, and tells nothing of the token. */
	lic_hex(hash, (LIC_TOKEN_ID_SIZE - 1) / 2, id);
	return lic_store_token_add(store, lic_str_from(id), hash, lic_clock_now(), diag);
}

int lic_pair_redeem(struct lic_engine *engine, struct lic_str code, char token[LIC_TOKEN_SIZE],
		    char id[LIC_TOKEN_ID_SIZE], struct lic_diag *diag)
{
	char letters[LIC_CODE_LETTERS] = {0};
	struct lic_store *store;
	/* What cannot be a code is a wrong try like any other. */
	int shape = lic_onetime_letters(code, letters);
	int err = lic_engine_store_begin(engine, &store, diag);

	if (err < 0)
		return err;
	if (shape < 0)
		memset(letters, 0, sizeof(letters));
	err = redeem(store, letters, token, id, diag);
	if (err == LIC_EDENIED) {
		/* The wrong try must stay counted. */
		int kept = lic_engine_store_end(store, LIC_OK, NULL);
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
	int err = lic_engine_store_begin(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_token_revoke(store, id, diag);
	err = lic_engine_store_end(store, err, diag);
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
	int err = lic_engine_store_begin(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_report_add(store, lic_clock_now(), json, id, diag);
	return lic_engine_store_end(store, err, diag);
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
	int err = lic_engine_store_begin(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_report_remove(store, id, diag);
	return lic_engine_store_end(store, err, diag);
}
