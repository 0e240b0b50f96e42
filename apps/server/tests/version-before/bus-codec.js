import { z } from "zod";
// apps/server/src/bus/redis-event-codec.ts
/** Raised when the format changes: while nodes of two versions run, each ignores what it can't read, as if it were lost. */
const version = "confab1";
const id = z.string().min(1).max(64);
const count = z.int().min(0);
const otherEventSchema = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("typing"),
		chatId: id,
		userId: id
	}),
	z.object({
		type: z.literal("read"),
		chatId: id,
		userId: id,
		readSeq: count,
		unread: count,
		atRev: count
	}),
	z.object({
		type: z.literal("chat-joined"),
		chatId: id,
		userId: id
	}),
	z.object({
		type: z.literal("active-changed"),
		chatId: id
	}),
	z.object({
		type: z.literal("online-changed"),
		userId: id,
		online: z.boolean(),
		lastSeenAt: count.nullable()
	}),
	z.object({
		type: z.literal("members-changed"),
		chatId: id
	}),
	z.object({
		type: z.literal("sessions-ended"),
		userId: id,
		sessionIds: z.array(z.string().max(128)).nullable()
	}),
	z.object({
		type: z.literal("user-changed"),
		userId: id
	})
]);
/**
* A line that says what it is, then the body. The message of a change is not encoded again: its text is carried as it
* is, with its length in front so that a torn one is noticed without parsing it.
*/
function encodeEvent(nodeId, event) {
	if (event.type !== "change") return `${version} ${nodeId} event\n${JSON.stringify(event)}`;
	const { chatId, seq, rev, kind, json } = event;
	return `${version} ${nodeId} change ${chatId} ${rev} ${kind} ${json.length} ${seq}\n${json}`;
}
function encodeLoss(nodeId) {
	return `${version} ${nodeId} lost\n`;
}
/** Null for whatever no node of this version has sent. */
function decodeMessage(payload) {
	const lineEnd = payload.indexOf("\n");
	const [sentVersion, from, what, ...rest] = payload.slice(0, Math.max(0, lineEnd)).split(" ");
	if (sentVersion !== version || !from) return null;
	if (what === "lost") return {
		from,
		event: null
	};
	const body = payload.slice(lineEnd + 1);
	const event = what === "change" ? decodeChange(rest, body) : what === "event" ? decodeOther(body) : null;
	return event && {
		from,
		event
	};
}
function decodeChange([chatId, revText, kind, length, seqText], json) {
	const rev = Number(revText);
	const seq = Number(seqText ?? seqIn(json));
	if (!chatId || !isNumber(rev) || !isNumber(seq) || Number(length) !== json.length) return null;
	if (kind !== "text" && kind !== "system") return null;
	return {
		type: "change",
		chatId,
		seq,
		rev,
		kind,
		json
	};
}
/** Nodes of the version before do not name it. Nothing that people wrote stands before it. */
function seqIn(json) {
	return /"seq":(\d+)/.exec(json)?.[1];
}
function isNumber(value) {
	return Number.isSafeInteger(value) && value >= 1;
}
function decodeOther(body) {
	try {
		return otherEventSchema.safeParse(JSON.parse(body)).data ?? null;
	} catch {
		return null;
	}
}
export { decodeMessage, encodeEvent, encodeLoss };
