#include "frame.h"

#include "limits.h"

void lic_frames_init(struct lic_frames *frames)
{
	*frames = (struct lic_frames){.left = 0};
	lic_buf_init(&frames->message, LIC_NATIVE_MESSAGE_MAX);
}

void lic_frames_release(struct lic_frames *frames)
{
	lic_buf_release(&frames->message);
	frames->head_len = 0;
}

static struct lic_str take(struct lic_str *bytes, size_t most)
{
	struct lic_str part = lic_str(bytes->ptr, bytes->len < most ? bytes->len : most);

	*bytes = lic_str(bytes->ptr + part.len, bytes->len - part.len);
	return part;
}

static void take_head(struct lic_frames *frames, struct lic_str *bytes)
{
	struct lic_str part = take(bytes, LIC_FRAME_HEAD - frames->head_len);

	if (part.len)
		memcpy(frames->head + frames->head_len, part.ptr, part.len);
	frames->head_len += part.len;
	if (frames->head_len < LIC_FRAME_HEAD)
		return;
	memcpy(&frames->left, frames->head, LIC_FRAME_HEAD);
	frames->too_long = frames->left > LIC_NATIVE_MESSAGE_MAX;
	lic_buf_reset(&frames->message);
}

enum lic_frame lic_frames_take(struct lic_frames *frames, struct lic_str *bytes)
{
	if (frames->head_len < LIC_FRAME_HEAD) {
		take_head(frames, bytes);
		if (frames->head_len < LIC_FRAME_HEAD)
			return LIC_FRAME_PART;
		if (frames->left > LIC_NATIVE_DRAIN_MAX)
			return LIC_FRAME_ENDLESS;
	}
	struct lic_str part = take(bytes, frames->left);
	frames->left -= (uint32_t)part.len;
	if (!frames->too_long)
		lic_buf_adds(&frames->message, part);
	if (frames->left)
		return LIC_FRAME_PART;
	frames->head_len = 0;
	return frames->too_long || lic_buf_error(&frames->message) ? LIC_FRAME_TOO_LONG
								   : LIC_FRAME_WHOLE;
}

bool lic_frames_between(const struct lic_frames *frames)
{
	return frames->head_len == 0;
}

void lic_frame_begin(struct lic_buf *out)
{
	lic_buf_reset(out);
	lic_buf_add(out, "\0\0\0", LIC_FRAME_HEAD);
}

void lic_frame_end(struct lic_buf *out)
{
	uint32_t len = (uint32_t)(out->len - LIC_FRAME_HEAD);

	if (!lic_buf_error(out))
		memcpy(out->ptr, &len, LIC_FRAME_HEAD);
}
