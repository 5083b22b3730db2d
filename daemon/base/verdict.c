#include "verdict.h"

static const struct {
	const char *name;
	int exit;
} classes[LIC_VERDICT_CLASSES] = {
	[LIC_UNKNOWN] = {"unknown", 0},
	[LIC_NO_MEDICINE] = {"no-medicine", 0},
	[LIC_VERIFIED] = {"verified", 0},
	[LIC_UNVERIFIED] = {"unverified", 3},
	[LIC_VERIFIED_ELSEWHERE] = {"verified-elsewhere", 3},
	[LIC_DISPUTED] = {"disputed", 4},
	[LIC_SUSPICIOUS] = {"suspicious", 4},
	[LIC_ILLICIT] = {"illicit", 5},
};

const char *lic_verdict_class_name(enum lic_verdict_class class)
{
	return classes[class].name;
}

int lic_verdict_class_exit(enum lic_verdict_class class)
{
	return classes[class].exit;
}

static const struct {
	const char *slot, *title;
} titles[] = {
	{"lists", "The lists of lawful and of illegal sellers"},
	{"name", "The name"},
	{"dns", "The name servers of the site"},
	{"rdap", "Since when the name is registered, and by whom"},
	{"tls", "The certificate of the site"},
	{"http", "How the site answers, and whether it answers all visitors alike"},
	{"page", "The page: what it offers, and who says to stand behind it"},
	{"register", "The page of the register to which a seal leads"},
	{"related", "The seals of the site, and what it shares with known illegal sellers"},
};

const char *lic_slot_title(const char *slot)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(titles); i++) {
		if (strcmp(slot, titles[i].slot) == 0)
			return titles[i].title;
	}
	return slot;
}
