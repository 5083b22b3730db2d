/* The style sheet, the script and the icon of the console. */
#include "console.h"
#include "resource.h"

enum lic_problem lic_console_style(struct lic_sheet *page)
{
	page->reply->type = "text/css; charset=utf-8";
	page->reply->fixed = lic_resource_style;
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_script(struct lic_sheet *page)
{
	page->reply->type = "text/javascript; charset=utf-8";
	page->reply->fixed = lic_resource_script;
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_console_icon(struct lic_sheet *page)
{
	page->reply->type = "image/svg+xml";
	page->reply->fixed = lic_resource_icon;
	return LIC_PROBLEM_NONE;
}
