/* The feeds that this machine is subscribed to: whether they are heard, and count. */
#include "doctor.h"
#include "licit_subscribe.h"

struct feeds {
	struct lic_doctor *doctor;
	uint64_t all, bad;
	int64_t now;
};

static int look_at(void *ctx, const struct lic_subscription *feed)
{
	struct feeds *feeds = ctx;
	static const char remedy[] = "`licit update` tries again and says what is wrong.";
	char time[LIC_TIME_SIZE];

	feeds->all++;
	if (feed->updated > feeds->now + 86400) {
		feeds->bad++;
		lic_time_format(feed->updated, time);
		lic_doctor_say(feeds->doctor, LIC_HEALTH_WARN, "feeds",
			       "Set this computer's clock.",
			       "%.*s was brought up to date at %s, which is still to come",
			       LIC_STR_ARG(feed->id), time);
	} else if (strcmp(feed->state, "expired") == 0) {
		feeds->bad++;
		lic_time_format(feed->expires, time);
		lic_doctor_say(feeds->doctor, LIC_HEALTH_WARN, "feeds", remedy,
			       "the feed %.*s expired at %s: its lists verify nobody%s%.*s",
			       LIC_STR_ARG(feed->id), time, feed->problem.len ? ". " : "",
			       LIC_STR_ARG(feed->problem));
	} else if (feed->problem.len) {
		feeds->bad++;
		lic_doctor_say(feeds->doctor, LIC_HEALTH_WARN, "feeds", remedy, "%.*s: %.*s",
			       LIC_STR_ARG(feed->id), LIC_STR_ARG(feed->problem));
	}
	return LIC_OK;
}

static int look_at_list(void *ctx, const struct lic_subscribed_list *list)
{
	struct feeds *feeds = ctx;

	if (!list->problem.len)
		return LIC_OK;
	feeds->bad++;
	lic_doctor_say(feeds->doctor, LIC_HEALTH_WARN, "feeds",
		       "Ask the publisher; docs/FEEDS.md says what each refusal means.",
		       "the list %.*s of the feed %.*s: %.*s", LIC_STR_ARG(list->id),
		       LIC_STR_ARG(list->feed), LIC_STR_ARG(list->problem));
	return LIC_OK;
}

void lic_doctor_feeds(struct lic_doctor *doctor)
{
	struct feeds feeds = {.doctor = doctor, .now = lic_clock_now()};
	struct lic_diag diag = {""};
	int err = lic_subscriptions_each(doctor->cli->engine, look_at, &feeds, &diag);

	if (!err)
		err = lic_subscribed_lists_each(doctor->cli->engine, lic_str(NULL, 0), look_at_list,
						&feeds, &diag);
	if (err < 0)
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "feeds", NULL, "%s", diag.text);
	else if (feeds.all && !feeds.bad)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "feeds", NULL, "%llu, all heard",
			       (unsigned long long)feeds.all);
}
