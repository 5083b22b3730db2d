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
