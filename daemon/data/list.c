#include "list.h"

#include "limits.h"

static const char *const kinds[] = {"register", "illegal", "community", "benign"};
static const char *const scopes[] = {"site", "host", "wildcard", "prefix", "tld"};
static const char *const evidences[] = {"register", "press", "self", "recall"};
static const char *const confidences[] = {"high", "medium", "low"};

const char *lic_kind_name(enum lic_list_kind kind)
{
	return kinds[kind];
}

const char *lic_scope_name(enum lic_scope scope)
{
	return scopes[scope];
}

const char *lic_evidence_name(enum lic_evidence evidence)
{
	return evidences[evidence];
}

const char *lic_confidence_name(enum lic_confidence confidence)
{
	return confidences[confidence];
}

static int find(const char *const *names, size_t count, struct lic_str s)
{
	for (size_t i = 0; i < count; i++)
		if (lic_str_eq(s, lic_str_from(names[i])))
			return (int)i;
	return LIC_EINVAL;
}

int lic_kind_parse(struct lic_str s, enum lic_list_kind *out)
{
	int i = find(kinds, LIC_ARRAY_SIZE(kinds), s);

	if (i < 0)
		return i;
	*out = (enum lic_list_kind)i;
	return LIC_OK;
}

int lic_evidence_parse(struct lic_str s, enum lic_evidence *out)
{
	int i = find(evidences, LIC_ARRAY_SIZE(evidences), s);

	if (i < 0)
		return i;
	*out = (enum lic_evidence)i;
	return LIC_OK;
}

int lic_confidence_parse(struct lic_str s, enum lic_confidence *out)
{
	int i = find(confidences, LIC_ARRAY_SIZE(confidences), s);

	if (i < 0)
		return i;
	*out = (enum lic_confidence)i;
	return LIC_OK;
}

bool lic_list_id_ok(struct lic_str s)
{
	if (s.len == 0 || s.len > LIC_LIST_ID_MAX || s.ptr[0] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (!lic_is_digit(c) && !(c >= 'a' && c <= 'z') && c != '-')
			return false;
	}
	return true;
}
