/* Any bytes as the files of alerts and of services that help. */
#include "alerts.h"
#include "helplines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data, len);
	struct lic_helplines helplines;
	struct lic_alerts alerts;
	struct lic_diag diag = {""};

	if (lic_alerts_parse(&alerts, text, &diag) < 0 && !diag.text[0])
		abort();
	for (size_t i = 0; i < alerts.count; i++)
		if (!alerts.row[i].date || !alerts.row[i].words.len)
			abort();
	lic_alerts_release(&alerts);
	diag.text[0] = '\0';
	if (lic_helplines_parse(&helplines, text, &diag) < 0 && !diag.text[0])
		abort();
	for (size_t i = 0; i < helplines.count; i++)
		if (helplines.row[i].country.len != 2)
			abort();
	lic_helplines_release(&helplines);
	return 0;
}
