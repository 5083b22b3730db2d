/*
 * Licit's engine, as the command line and the HTTP interface see it: open the
 * data, check an address, write the verdict, import a list, keep pairings.
 * Everything above this header knows only this, base and conf.
 *
 * Threads: a lic_engine may be shared; each thread has its own lic_check.
 * Functions that write to the store (import, load, pair, report) may be called
 * from any thread and process; they take turns.
 *
 * Errors: 0 or a negative lic_err, with a sentence for people in diag.
 */
#ifndef LICIT_H
#define LICIT_H

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "diag.h"
#include "err.h"
#include "limits.h"
#include "page_input.h"
#include "str.h"
#include "verdict.h"

/* ---- engine ---------------------------------------------------------- */

struct lic_engine;

struct lic_engine_options {
	const char *data_dir;   /* where store.db and the index lie */
	const char *lists_dir;  /* bundled list data */
	const char *psl_file;   /* a public suffix list, or NULL: the system's newest */
	const char *index_file; /* check against this index alone, no store; or NULL */

	/* For looking at sites. */
	const char *name_servers;   /* "ADDRESS:PORT,…", or NULL: the system's */
	const char *test_addresses; /* of tests: see the setting; or NULL */
	const char *test_roots;     /* the same */
	unsigned look_ms;           /* how long a look may take; 0: LIC_LOOK_MS */
};

/* Open the data. An empty data directory is first filled with the bundled
 * lists. Options are copied. */
LIC_CHECKED int lic_engine_open(struct lic_engine **out, const struct lic_engine_options *options,
				struct lic_diag *diag);
void lic_engine_free(struct lic_engine *engine);

/* Look whether another process published a newer listset, and take it: 1 if so,
 * 0 if not, or an error (the old one then stays in use). */
LIC_CHECKED int lic_engine_refresh(struct lic_engine *engine, struct lic_diag *diag);

/* ---- check ----------------------------------------------------------- */

/* Working memory for one check at a time; keep and reuse it. */
struct lic_check;

LIC_CHECKED int lic_check_new(struct lic_check **out, struct lic_engine *engine);
void lic_check_free(struct lic_check *check);

/* From now on ask the lists alone, and do not look at the name; or ask both again. */
void lic_check_lists_only(struct lic_check *check, bool lists_only);

/* Check an address by lists and name alone: microseconds, no I/O. country is
 * the buyer's (ISO 3166-1 alpha-2, any case) or empty. LIC_EINVAL (country),
 * LIC_ELIMIT, LIC_ESCHEME or LIC_EHOST (address), with what to do in diag. */
LIC_CHECKED int lic_check_run(struct lic_check *check, struct lic_str input, struct lic_str country,
			      const struct lic_verdict **out, struct lic_diag *diag);

struct lic_look;

struct lic_check_options {
	struct lic_str country;            /* as above */
	const struct lic_page_input *page; /* as it was shown to the buyer; NULL: not at hand */
	/* What was seen of the site, by a look at the same address. The verdict's texts
	 * last no longer than it does. NULL: it was not looked at. */
	const struct lic_look *look;
};

/* The same, with what else is at hand. */
LIC_CHECKED int lic_check_run_with(struct lic_check *check, struct lic_str input,
				   const struct lic_check_options *options,
				   const struct lic_verdict **out, struct lic_diag *diag);

/* The document licit/verdict/1: whole, or as a batch line (no advice, no
 * newline). The one writer for CLI, batch and API. */
void lic_verdict_write(struct lic_buf *out, const struct lic_verdict *verdict, bool with_advice);

/* A batch line for an input that could not be checked. */
void lic_verdict_write_error(struct lic_buf *out, struct lic_str input, const char *error);

/* ---- saved facts ------------------------------------------------------ */

/* Write what the last verdict of this check rests on: licit/facts/1, one line without
 * its end. */
void lic_check_write_facts(const struct lic_check *check, struct lic_buf *out);

/* Judges saved facts again: no network, no store. For one thread. */
struct lic_replay;

/* With the score model of that folder of lists. */
LIC_CHECKED int lic_replay_new(struct lic_replay **out, const char *lists_dir,
			       struct lic_diag *diag);
void lic_replay_free(struct lic_replay *replay);

/* The verdict on one line of saved facts: the same bytes as then, if the model is the
 * same. It is valid until the next call. */
LIC_CHECKED int lic_replay_run(struct lic_replay *replay, struct lic_str text,
			       const struct lic_verdict **out, struct lic_diag *diag);

/* The id of the model that the facts of the last run were judged by when they were saved. */
struct lic_str lic_replay_model(const struct lic_replay *replay);

/* ---- evaluation ------------------------------------------------------- */

enum lic_label {
	LIC_POSITIVE, /* an illegal seller */
	LIC_NEGATIVE, /* sells no medicine */
	LIC_LICENSED, /* a lawful pharmacy */
	LIC_LABELS,
};

struct lic_eval_options {
	struct lic_str country;
	bool no_lists; /* judge each as if no list named it */
};

/* Measures verdicts on inputs of which somebody knows what they are. For one thread. */
struct lic_eval;

LIC_CHECKED int lic_eval_new(struct lic_eval **out, struct lic_engine *engine,
			     const struct lic_eval_options *options, struct lic_diag *diag);
void lic_eval_free(struct lic_eval *eval);

/* Judge one line: an address, saved facts, or an object with a url. One that cannot be
 * is counted as an error, and the diag says why. */
LIC_CHECKED int lic_eval_add(struct lic_eval *eval, enum lic_label label, struct lic_str line,
			     struct lic_diag *diag);

/* For people, or as licit/eval/1. */
void lic_eval_report(const struct lic_eval *eval, bool json, struct lic_buf *out);

/* Precision and recall, and calibration, as SVG. */
void lic_eval_plot(const struct lic_eval *eval, struct lic_buf *out);

/* Weights that fit what was added, beside those of now. LIC_EINVAL: nothing to fit. */
LIC_CHECKED int lic_eval_fit(const struct lic_eval *eval, struct lic_buf *out,
			     struct lic_diag *diag);

/* ---- looking at a site ----------------------------------------------- */

/* A look at a site over the network: its name servers, its registry, its certificate,
 * its answers, all at once. Who asks for what is being looked at, or was seen less than
 * LIC_LOOKS_KEPT_SECONDS ago, shares it. */
struct lic_look;

struct lic_look_options {
	/* The look takes that long at most, and look_ms of the engine's options once its
	 * turn has come; then what was seen by then counts. UINT32_MAX: no limit. */
	unsigned wait_ms;
	bool anew; /* nothing that was seen before */
	/* Called once, on another thread, and must not block; or NULL. */
	void (*seen)(void *ctx);
	void *ctx;
};

/* Begin to look. The errors of lic_check_run, and LIC_EBUSY after lic_looks_stop. */
LIC_CHECKED int lic_look_begin(struct lic_look **out, struct lic_engine *engine,
			       struct lic_str input, const struct lic_look_options *options,
			       struct lic_diag *diag);

/* Wait until it is seen, ms at most: whether it is. Only for looks without `seen`. */
bool lic_look_wait(struct lic_look *look, unsigned ms);

/* Only once it is seen. NULL is well. */
void lic_look_free(struct lic_look *look);

/* End all looks under way: they are seen at once, with what there is. */
void lic_looks_stop(struct lic_engine *engine);

/* ---- batch ----------------------------------------------------------- */

enum lic_batch_format {
	LIC_BATCH_NDJSON,
	LIC_BATCH_CSV,
	LIC_BATCH_TSV,
};

struct lic_batch_options {
	struct lic_str country;
	enum lic_batch_format format;
	uint32_t only;      /* bit per lic_verdict_class to print; 0: all lines */
	bool lists_only;    /* ask the lists and nothing else */
	bool online;        /* look at the sites too; not with lists_only */
	unsigned jobs;      /* threads; 0: one per core. Looks have one. */
	const char *resume; /* checkpoint file, or NULL */
	/* Called now and then from one thread at a time; may be NULL. With `online` the batch
	 * ends early, with what is done, once stopped says so. */
	void (*progress)(void *ctx, uint64_t lines, uint64_t bytes);
	bool (*stopped)(void *ctx);
	void *ctx;
};

struct lic_batch_totals {
	uint64_t lines;
	uint64_t errors;
	uint64_t by_class[LIC_VERDICT_CLASSES];
};

/* One output line per input line, in order, from one descriptor to another. A
 * bad line gives an "error" line and never stops the run. LIC_EPIPE when the
 * reader went away, LIC_ENOSPC, LIC_EIO. */
LIC_CHECKED int lic_batch_run(struct lic_engine *engine, const struct lic_batch_options *options,
			      int in, int out, struct lic_batch_totals *totals,
			      struct lic_diag *diag);

/* The line for one input, with its newline: what the HTTP stream uses. Empty
 * when options->only leaves it out. */
void lic_batch_line(struct lic_check *check, const struct lic_batch_options *options,
		    struct lic_str input, struct lic_buf *out, struct lic_batch_totals *totals);

/* ---- lists ----------------------------------------------------------- */

struct lic_list_info {
	struct lic_str id, kind, name, jurisdiction, authority, url, licence;
	lic_date as_of;
	int32_t max_age_days;
	int64_t expires; /* of a list that comes from a feed: when it ceases to count; else 0 */
	/* "current", "out-of-date", "expired", "undated", "empty", "superseded" */
	const char *state;
	uint64_t total, in_force, withdrawn;
};

/* Does it count no more, or less, because of its age? */
static inline bool lic_list_info_is_old(const struct lic_list_info *info)
{
	return strcmp(info->state, "out-of-date") == 0 || strcmp(info->state, "expired") == 0;
}

/* All lists of the current listset, in order of id. fn's views live for the
 * call; a negative return stops. */
LIC_CHECKED int lic_lists_each(struct lic_engine *engine,
			       int (*fn)(void *ctx, const struct lic_list_info *info), void *ctx);

enum lic_change_kind {
	LIC_CHANGE_ADDED,
	LIC_CHANGE_CHANGED,
	LIC_CHANGE_WITHDRAWN,
	LIC_CHANGE_RESTORED,
	LIC_CHANGE_DUPLICATE,
	LIC_CHANGE_REFUSED,
	LIC_CHANGE_COUNTED, /* so many does the record of an import have */
	/* Said of an added name, besides: it looks like a verified one. */
	LIC_CHANGE_LOOKALIKE = LIC_CHANGE_COUNTED,
	LIC_CHANGE_KINDS,
};

struct lic_change {
	enum lic_change_kind kind;
	struct lic_str name; /* canonical, or the line as it stands when refused */
	const char *scope;   /* "site", "host" …; NULL when refused */
	uint32_t line;       /* in the file; 0: the file does not name it */
	uint32_t other_line; /* duplicate: the line it repeats */
	struct lic_str text; /* what changed, or why refused */
};

struct lic_import_options {
	struct lic_str list;   /* id */
	struct lic_str kind;   /* for a new list; empty: community */
	struct lic_str format; /* empty: the list's mapping, else detect */
	/* How the file's columns are read (licit_mapping.h); empty: as format says. */
	struct lic_str mapping;
	bool save_mapping; /* for this list, and used from now on */
	const char *file;  /* for messages, and the record of the import */
	const char *who;   /* who imports, for the record */
	lic_date as_of;    /* 0: the file's own, else its newest date */
	bool dry_run;
	bool accept_removals;    /* the second yes to a large removal */
	bool accept_changes;     /* the second yes to a large change, of any kind */
	struct lic_str override; /* why names that are never to be flagged may come in; empty */
	/* Every change, before anything is applied for good; may be NULL. */
	void (*change)(void *ctx, const struct lic_change *change);
	/* Progress in rows read; may be NULL. */
	void (*progress)(void *ctx, uint64_t rows);
	void *ctx;
};

struct lic_import_result {
	const char *format; /* id of the format read */
	bool new_list;
	bool applied;    /* false: dry run, nothing changed, or only proposed */
	bool not_looked; /* more names are new than are looked at for look-alikes */
	bool large;      /* a second yes is asked for, in a dry run too */
	int64_t draft;   /* number of the proposal, where the list asks for reviewers; else 0 */
	uint64_t rows;   /* rows in the file */
	uint64_t unchanged;
	uint64_t counts[LIC_CHANGE_KINDS];
	uint64_t in_force, withdrawn; /* entries of the list, now */
	lic_date as_of;
	const char *as_of_from; /* where that date is from, in words */
};

/* Read a file's text into a list: whole or not at all. */
LIC_CHECKED int lic_import(struct lic_engine *engine, const struct lic_import_options *options,
			   struct lic_str text, struct lic_import_result *result,
			   struct lic_diag *diag);

/* (Re)load the bundled lists, catalogue and model from lists_dir: the number of
 * lists whose entries changed, or an error. */
LIC_CHECKED int lic_lists_load(struct lic_engine *engine, struct lic_diag *diag);

#define LIC_EXPORT_SCOPES 5

/* What an export holds, and what it cannot. */
struct lic_export_result {
	uint64_t written;
	uint64_t not_in_force; /* ended or still to come, where the format cannot say so */
	uint64_t covered;      /* by a broader one, where the format needs them left out */
	/* Of a scope that the format cannot carry: site, host, wildcard, prefix, TLD. */
	uint64_t not_carried[LIC_EXPORT_SCOPES];
	const char *leaves_out; /* what of each entry the format leaves out, in words; or NULL */
	bool blocks_lawful;     /* a list of lawful sites, in a format for blocking */
};

/* Write a list in a format (see lic_formats_each). */
LIC_CHECKED int lic_lists_export(struct lic_engine *engine, struct lic_str list,
				 struct lic_str format, struct lic_buf *out,
				 struct lic_export_result *result, struct lic_diag *diag);

/* Formats by id and summary; can_write: offered for export. */
void lic_formats_each(void (*fn)(void *ctx, const char *id, const char *summary, bool can_write),
		      void *ctx);

struct lic_log_entry {
	int64_t time;
	struct lic_str list, who, file, format;
	uint64_t counts[LIC_CHANGE_COUNTED];
};

/* The record of imports, newest first. */
LIC_CHECKED int lic_lists_log(struct lic_engine *engine, struct lic_str list,
			      int (*fn)(void *ctx, const struct lic_log_entry *entry), void *ctx,
			      struct lic_diag *diag);

/* ---- alternatives ---------------------------------------------------- */

struct lic_alternative {
	struct lic_str name, holder, number, class, register_id, url;
	lic_date seen;
};

struct lic_register_info {
	struct lic_str id, jurisdiction, authority, url, report_url;
	bool confirmed;
};

/* Verified pharmacies that deliver to a country: on a current register, with
 * that country among those they are known to serve. */
LIC_CHECKED int lic_alternatives_each(struct lic_engine *engine, struct lic_str country,
				      int (*fn)(void *ctx, const struct lic_alternative *alt),
				      void *ctx);

/* The registers of a country (empty: all). */
LIC_CHECKED int lic_registers_each(struct lic_engine *engine, struct lic_str country,
				   int (*fn)(void *ctx, const struct lic_register_info *info),
				   void *ctx);

/* The names on lists of illegal sellers that stand for a site with all hosts below it, and
 * whose own verdict by lists and name is illicit, each once. With `except`: hosts that some
 * list names below such a name, and whose verdict is another. */
LIC_CHECKED int lic_warned_each(struct lic_engine *engine, struct lic_str country, bool except,
				int (*fn)(void *ctx, struct lic_str name), void *ctx);

/* ---- pairing --------------------------------------------------------- */

#define LIC_PAIR_CODE_SIZE 10 /* "ABCD-EFGH" and its NUL */
#define LIC_TOKEN_SIZE 44     /* 32 bytes in base64url, and its NUL */
#define LIC_TOKEN_ID_SIZE 17  /* 16 hex digits, and its NUL */

/* A new one-time code, valid LIC_PAIR_SECONDS. */
LIC_CHECKED int lic_pair_new(struct lic_engine *engine, char code[LIC_PAIR_CODE_SIZE],
			     struct lic_diag *diag);

/* Trade a code for a token: 0, or LIC_EDENIED (wrong, used, too old, or too many
 * wrong tries). */
LIC_CHECKED int lic_pair_redeem(struct lic_engine *engine, struct lic_str code,
				char token[LIC_TOKEN_SIZE], char id[LIC_TOKEN_ID_SIZE],
				struct lic_diag *diag);

struct lic_pairing {
	struct lic_str id;
	int64_t created;
};

LIC_CHECKED int lic_pair_each(struct lic_engine *engine,
			      int (*fn)(void *ctx, const struct lic_pairing *pairing), void *ctx,
			      struct lic_diag *diag);

/* LIC_ENOENT when there is none of that id. */
LIC_CHECKED int lic_pair_revoke(struct lic_engine *engine, struct lic_str id,
				struct lic_diag *diag);

/* Is this a token in force? From memory, refreshed by lic_engine_refresh and by
 * lic_pair_redeem in this process; constant time. Thread-safe. */
bool lic_token_ok(struct lic_engine *engine, struct lic_str token);

/* ---- reports --------------------------------------------------------- */

/* Keep a shopper's report (a JSON object, checked by the caller). Its number goes
 * to *id. */
LIC_CHECKED int lic_report_add(struct lic_engine *engine, struct lic_str json, int64_t *id,
			       struct lic_diag *diag);

/* All that are kept, oldest first. */
LIC_CHECKED int lic_report_each(struct lic_engine *engine,
				int (*fn)(void *ctx, int64_t id, struct lic_str json), void *ctx,
				struct lic_diag *diag);

/* Forget one, which is its owner's to forget: LIC_ENOENT when there is none. */
LIC_CHECKED int lic_report_remove(struct lic_engine *engine, int64_t id, struct lic_diag *diag);

/* ---- status ---------------------------------------------------------- */

/* What had to be made again when the data was opened. */
enum lic_mended {
	LIC_MENDED_NOTHING,
	LIC_MENDED_INDEX, /* from the store: the index was missing or damaged */
	LIC_MENDED_LISTS, /* from the bundled ones: their model was of another version */
};

struct lic_status {
	struct lic_str listset, model, psl;
	enum lic_mended mended;
	uint64_t lists, entries, pairings;
	uint64_t generation;
	uint64_t checks; /* since the engine was opened */
};

/* Views live until the next lic_engine_refresh that returns 1. */
void lic_engine_status(struct lic_engine *engine, struct lic_status *out);

/* ---- for what shows verdicts to people ------------------------------- */

/* Append a host as people write it: A-labels in their own letters, where they
 * decode. For showing beside the host itself, never instead of it. */
LIC_CHECKED int lic_host_show(struct lic_str host, struct lic_buf *out);

#define LIC_DAEMON_VERSION_SIZE 32

/* Ask whether a licitd answers on "127.0.0.1:7965" or the like, of this machine:
 * 0 and its version, or an error that says what was found instead. */
LIC_CHECKED int lic_daemon_ask(const char *address, char version[LIC_DAEMON_VERSION_SIZE],
			       struct lic_diag *diag);

#endif
