#include "newcomers.h"

void lic_newcomers_init(struct lic_newcomers *newcomers)
{
	*newcomers = (struct lic_newcomers){.arena = LIC_ARENA_INIT};
	lic_buf_init(&newcomers->list, LIC_IMPORT_LOOKS_MAX * sizeof(struct lic_newcomer));
}

void lic_newcomers_release(struct lic_newcomers *newcomers)
{
	lic_buf_release(&newcomers->list);
	lic_arena_release(&newcomers->arena);
}

int lic_newcomers_add(struct lic_newcomers *newcomers, const struct lic_row *row)
{
	struct lic_newcomer one = {row->name, row->record.line};

	if (++newcomers->count > LIC_IMPORT_LOOKS_MAX)
		return LIC_OK;
	one.name.text = lic_arena_copy(&newcomers->arena, row->name.text);
	if (!one.name.text.ptr)
		return LIC_ENOMEM;
	lic_buf_add(&newcomers->list, (const char *)&one, sizeof(one));
	return lic_buf_error(&newcomers->list);
}

int lic_newcomers_look(const struct lic_newcomers *newcomers, struct lic_door *door,
		       void (*change)(void *ctx, const struct lic_change *change), void *ctx,
		       uint64_t *found)
{
	struct lic_buf words;
	int err = LIC_OK;

	*found = 0;
	if (lic_newcomers_too_many(newcomers))
		return LIC_OK;
	lic_buf_init(&words, LIC_VERDICT_MAX);
	for (size_t i = 0; !err && i < newcomers->count; i++) {
		struct lic_newcomer one;
		memcpy(&one, newcomers->list.ptr + i * sizeof(one), sizeof(one));
		lic_buf_reset(&words);
		err = lic_door_lookalike(door, &one.name, &words);
		if (err || !words.len)
			continue;
		++*found;
		const struct lic_change told = {
			.kind = LIC_CHANGE_LOOKALIKE,
			.name = one.name.text,
			.scope = lic_scope_name(one.name.scope),
			.line = one.line,
			.text = lic_buf_str(&words),
		};
		change(ctx, &told);
	}
	lic_buf_release(&words);
	return err;
}
