/* What comes through the pipe of the native messaging host: frames, whatever the pieces
 * that they arrive in, and the calls in them; and what goes back. */
#include "envelope.h"
#include "frame.h"
#include "limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Not assert(), which a Release build leaves out. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

/* What came of the frames: how many whole ones, their bytes, and how it ended. */
struct course {
	size_t whole, bytes, too_long;
	bool endless, between;
};

static void take(struct lic_frames *frames, struct lic_str piece, struct course *course)
{
	while (piece.len && !course->endless) {
		size_t before = piece.len;

		switch (lic_frames_take(frames, &piece)) {
		case LIC_FRAME_PART:
			expect(piece.len == 0);
			break;
		case LIC_FRAME_WHOLE:
			course->whole++;
			course->bytes += frames->message.len;
			expect(lic_frames_between(frames));
			break;
		case LIC_FRAME_TOO_LONG:
			course->too_long++;
			break;
		case LIC_FRAME_ENDLESS:
			course->endless = true;
			break;
		}
		expect(piece.len < before);
	}
}

static struct course run(struct lic_str text, size_t piece)
{
	struct course course = {.whole = 0};
	struct lic_frames frames;

	lic_frames_init(&frames);
	for (size_t at = 0; at < text.len; at += piece)
		take(&frames, lic_str(text.ptr + at, text.len - at < piece ? text.len - at : piece),
		     &course);
	/* Memory follows what arrives. */
	expect(frames.message.cap <= 2 * text.len + 64);
	course.between = lic_frames_between(&frames);
	lic_frames_release(&frames);
	return course;
}

static void try_frames(struct lic_str text, size_t piece)
{
	struct course one = run(text, text.len + 1), other = run(text, piece);

	expect(one.whole == other.whole && one.bytes == other.bytes);
	expect(one.too_long == other.too_long && one.endless == other.endless);
	expect(one.between == other.between);
}

/* A reply is one frame, is JSON, and says what was put into it. */
static void try_reply(const struct lic_envelope *call, struct lic_str text)
{
	struct lic_frames frames;
	struct lic_json *json = NULL;
	struct lic_buf out;
	size_t end = lic_envelope_cut(text);

	expect(end <= text.len && (end > 0 || text.len == 0));
	lic_buf_init(&out, LIC_NATIVE_REPLY_MAX + LIC_FRAME_HEAD);
	lic_envelope_write(&out, call, 200, "text/plain", lic_str(text.ptr, end), end < text.len);
	expect(!lic_buf_error(&out));
	struct lic_str rest = lic_buf_str(&out);
	lic_frames_init(&frames);
	expect(lic_frames_take(&frames, &rest) == LIC_FRAME_WHOLE && rest.len == 0);
	/* A NUL is written as JSON has it, but our own reader takes none. */
	if (!memchr(text.ptr ? text.ptr : "", 0, text.len)) {
		expect(lic_json_parse(&json, lic_buf_str(&frames.message), NULL) == LIC_OK);
		expect(!lic_str_is_utf8(text) ||
		       lic_str_eq(lic_json_string(lic_json_get(json, "body")),
				  lic_str(text.ptr, end)));
		lic_json_free(json);
	}
	lic_frames_release(&frames);
	lic_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data, len);
	struct lic_envelope call;
	struct lic_diag diag = {""};

	try_frames(text, len ? (size_t)data[0] + 1 : 1);
	if (lic_envelope_read(&call, text, &diag))
		expect(diag.text[0]);
	else
		expect(call.has_id && call.method.ptr && call.target.ptr);
	try_reply(&call, text);
	lic_envelope_release(&call);
	return 0;
}
