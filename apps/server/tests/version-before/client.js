// packages/client/src/api-error.ts
/** A request or a send that was refused, or got no answer. `message` is `detail`, written for people. */
var ApiError = class extends Error {
	name = "ApiError";
	code;
	/** HTTP status; 0 where no answer came. */
	status;
	detail;
	/** One entry per bad field of the request, empty where it is not about fields. */
	errors;
	/** With `message-changed`: the message as it is now. */
	current;
	/** The server asks to wait this long before another try. Null where it did not say. */
	retryAfterMs;
	constructor(problem) {
		super(problem.detail, { cause: problem.cause });
		this.code = problem.code;
		this.status = problem.status;
		this.detail = problem.detail;
		this.errors = problem.errors ?? [];
		this.current = problem.current ?? null;
		this.retryAfterMs = problem.retryAfterMs ?? null;
	}
};
const worthAnotherTry = /* @__PURE__ */ new Set([
	"rate-limited",
	"unavailable",
	"network"
]);
/** The same request may succeed later, unchanged. */
function isRetryable(code) {
	return worthAnotherTry.has(code);
}
// packages/protocol/src/limits.ts
/**
* Bounds that both ends of the wire know. Sizes in bytes, or in characters as `countCharacters` and the schemas count them;
* times in milliseconds.
*/
const limits = {
	usernameMin: 3,
	usernameMax: 32,
	passwordMin: 8,
	passwordMax: 128,
	displayNameMax: 64,
	emailMax: 254,
	chatNameMax: 80,
	/** After trimming. */
	contentMax: 8e3,
	clientIdMax: 64,
	emojiMax: 32,
	/** Distinct emoji on one message. */
	reactionsMax: 20,
	/** People named in one request that creates a chat or adds to it. */
	membersPerRequest: 5e3,
	pageDefault: 50,
	pageMax: 200,
	/** Chats on one page of the list, unless fewer are asked for. */
	chatsPerPageMax: 500,
	/** One frame from a client, as `JSON.stringify` would write it. A larger one closes the socket with 1009. */
	frameBytesMax: 65536,
	/** The same frame with as many characters escaped as a client likes: 8,000 emoji are 96,000 bytes then. */
	escapedFrameBytesMax: 131072,
	/** Chats that one `resume` may name. */
	cursorsMax: 2e3,
	/** People whose presence one connection may watch. */
	presenceWatchMax: 500,
	/** Changes that a resume sends; a client further behind gets `reset`. */
	resumeChangesMax: 1e3,
	/** Changes in one `changes` frame. */
	changesPerFrame: 100,
	/** A connection with up to this many people active in a chat is told all of them, beyond it only the first. */
	activeUsersListed: 500,
	activeUsersListedBeyond: 50,
	/** Typing frames and presence changes: at most one per person in this time. */
	ephemeralIntervalMs: 1e3,
	/** A person stops being shown as typing this long after their last typing frame. */
	typingShownMs: 5e3,
	/** The server pings a silent connection after this. */
	heartbeatIntervalMs: 1e4,
	/** A peer from which nothing came for this long is dead. */
	heartbeatTimeoutMs: 25e3
};
// packages/client/src/chat-members.ts
/** What a new system message does to the chat. Everything else about a system message is a message like others. */
function applySystemMessage(chat, message) {
	const event = message.event;
	if (!event) return chat;
	switch (event.type) {
		case "members-added": return addMembers(chat, event.userIds, message);
		case "member-removed":
		case "member-left": return removeMember(chat, event.userId);
		case "role-changed": return {
			...chat,
			members: chat.members.map((member) => withRole(member, event))
		};
		case "renamed": return {
			...chat,
			name: event.name
		};
		default: return chat;
	}
}
function addMembers(chat, userIds, message) {
	const known = new Set(chat.members.map((member) => member.userId));
	const added = userIds.filter((userId) => !known.has(userId));
	if (added.length === 0) return chat;
	const members = added.map((userId) => ({
		userId,
		role: "member",
		joinedAt: message.createdAt
	}));
	const readSeqs = new Map([...chat.readSeqs, ...added.map((userId) => [userId, message.seq])]);
	return {
		...chat,
		members: [...chat.members, ...members],
		readSeqs
	};
}
function removeMember(chat, userId) {
	const readSeqs = new Map(chat.readSeqs);
	readSeqs.delete(userId);
	return {
		...chat,
		members: chat.members.filter((member) => member.userId !== userId),
		readSeqs
	};
}
function withRole(member, event) {
	return member.userId === event.userId ? {
		...member,
		role: event.role
	} : member;
}
/** Someone else's read position, or the own one for others to see. Only moves forward. */
function moveReadSeq(chat, userId, seq) {
	const known = chat.readSeqs.get(userId);
	if (known === void 0 || known >= seq) return chat;
	return {
		...chat,
		readSeqs: new Map(chat.readSeqs).set(userId, seq)
	};
}
// packages/client/src/message-log.ts
const chunkSize = 128;
function emptyLog(generation) {
	return {
		chunks: /* @__PURE__ */ new Map(),
		ranges: [],
		generation
	};
}
/** One message, or undefined where it is not here. */
function messageAt(log, seq) {
	return log.chunks.get(Math.floor(seq / chunkSize))?.[seq % chunkSize];
}
/** The run that holds `seq`, or undefined. */
function rangeAt(log, seq) {
	let low = 0;
	let high = log.ranges.length - 1;
	while (low <= high) {
		const middle = low + high >> 1;
		const range = log.ranges[middle];
		if (!range) return void 0;
		if (seq < range.from) high = middle - 1;
		else if (seq > range.to) low = middle + 1;
		else return range;
	}
}
/** Takes in messages; one that is here in the same or a newer `rev` stays. The same log where nothing was new. */
function putMessages(log, messages) {
	const chunks = /* @__PURE__ */ new Map();
	let ranges = log.ranges;
	for (const message of messages) {
		const key = Math.floor(message.seq / chunkSize);
		const chunk = chunks.get(key) ?? log.chunks.get(key);
		const known = chunk?.[message.seq % chunkSize];
		if (known && known.rev >= message.rev) continue;
		const copy = chunks.get(key) ?? (chunk ? [...chunk] : Array.from({ length: chunkSize }));
		copy[message.seq % chunkSize] = message;
		chunks.set(key, copy);
		if (!known) ranges = withSeq(ranges, message.seq);
	}
	if (chunks.size === 0) return log;
	return {
		...log,
		chunks: new Map([...log.chunks, ...chunks]),
		ranges
	};
}
function withSeq(ranges, seq) {
	let at = ranges.length;
	while (at > 0 && (ranges[at - 1]?.from ?? 0) > seq) at -= 1;
	const before = ranges[at - 1];
	const after = ranges[at];
	if (before && seq <= before.to) return ranges;
	const joinsBefore = before?.to === seq - 1;
	const joinsAfter = after?.from === seq + 1;
	const joined = {
		from: joinsBefore ? before.from : seq,
		to: joinsAfter ? after.to : seq
	};
	return [
		...ranges.slice(0, joinsBefore ? at - 1 : at),
		joined,
		...ranges.slice(joinsAfter ? at + 1 : at)
	];
}
/** Some 1,500 messages. */
const longChunks = 12;
const keptChunks = 2;
function isLong(log) {
	return log.chunks.size > longChunks;
}
/** Only the newest part, under a new generation: an answer under way may be older than a change that is forgotten. */
function trimLog(log, lastSeq, generation) {
	const firstKept = Math.max(0, Math.floor(lastSeq / chunkSize) - keptChunks + 1);
	const fromSeq = firstKept * chunkSize;
	return {
		chunks: new Map([...log.chunks].filter(([key]) => key >= firstKept)),
		ranges: log.ranges.filter((range) => range.to >= fromSeq).map((range) => range.from < fromSeq ? {
			from: fromSeq,
			to: range.to
		} : range),
		generation
	};
}
// packages/client/src/unread.ts
function positionFrom(counted) {
	return {
		...counted,
		journal: [],
		journalFrom: counted.atRev
	};
}
/** One message became unread, or stopped being: counted unless the server's number has it in already. */
function countChange(position, change) {
	if (change.seq <= position.readSeq) return position;
	const journal = [...position.journal, change];
	const unread = change.rev > position.atRev ? position.unread + change.delta : position.unread;
	return {
		...position,
		journal,
		unread
	};
}
/**
* Takes the server's number; an older one than is known leaves the same position. `exact` is false where the number is
* older than the journal reaches: ask the server again.
*/
function anchorPosition(position, counted) {
	if (counted.readSeq < position.readSeq || counted.readSeq === position.readSeq && counted.atRev < position.atRev) return {
		position,
		exact: true
	};
	const journal = position.journal.filter((change) => change.seq > counted.readSeq);
	const since = journal.filter((change) => change.rev > counted.atRev);
	const unread = Math.max(0, counted.unread + sumOf(since));
	return {
		position: {
			...counted,
			unread,
			journal,
			journalFrom: position.journalFrom
		},
		exact: counted.atRev >= position.journalFrom
	};
}
/**
* Sending moves the own position to what was sent. Nothing before it is unread any more; what came after it is in the
* journal, since it is newer than this message and both arrive in the same catch-up.
*/
function passOwnMessage(position, seq) {
	if (seq <= position.readSeq) return position;
	const journal = position.journal.filter((change) => change.seq > seq);
	return {
		...position,
		readSeq: seq,
		unread: sumOf(journal),
		journal
	};
}
const journalMax = 1024;
/** Call between catch-ups only: `passOwnMessage` relies on the whole of one. */
function trimJournal(position) {
	if (position.journal.length <= journalMax) return position;
	const dropped = position.journal.slice(0, -512);
	const journalFrom = Math.max(position.journalFrom, ...dropped.map((change) => change.rev));
	return {
		...position,
		journal: position.journal.slice(-512),
		journalFrom
	};
}
function sumOf(changes) {
	return changes.reduce((sum, change) => sum + change.delta, 0);
}
// packages/client/src/chat-position.ts
/** A message that counts as unread to this person while it stands after their read position (D21). */
function countsAsUnread(message, userId) {
	return message.kind === "text" && message.senderId !== userId && message.deletedAt === null;
}
/** The server's word on the own position. */
function anchorChat(chat, userId, counted) {
	const { position, exact } = anchorPosition(chat.sync.position, counted);
	if (position === chat.sync.position) return chat;
	return withPosition({
		...chat,
		sync: {
			...chat.sync,
			unreadUnsure: !exact
		}
	}, userId, position);
}
/** Sets the confirmed position and what is shown of it: `markRead` shows at once, before the server confirms. */
function withPosition(chat, userId, position) {
	const markedSeq = Math.min(chat.sync.markedSeq, chat.lastSeq);
	const readSeq = Math.max(position.readSeq, markedSeq);
	const unread = markedSeq > position.readSeq ? unreadAfterMark(chat, userId, position, markedSeq) : position.unread;
	const sync = position === chat.sync.position ? chat.sync : {
		...chat.sync,
		position
	};
	return {
		...userId === null ? chat : moveReadSeq(chat, userId, position.readSeq),
		sync,
		readSeq,
		unread
	};
}
function unreadAfterMark(chat, userId, position, markedSeq) {
	if (markedSeq >= chat.lastSeq) return 0;
	let unread = position.unread;
	for (let seq = position.readSeq + 1; seq <= markedSeq; seq += 1) {
		const message = messageAt(chat.log, seq);
		if (message && countsAsUnread(message, userId)) unread -= 1;
	}
	return Math.max(0, unread);
}
/** Everything up to `seq` was read here. */
function markChat(chat, userId, seq) {
	const markedSeq = Math.min(seq, chat.lastSeq);
	if (markedSeq <= chat.readSeq) return chat;
	return withPosition({
		...chat,
		sync: {
			...chat.sync,
			markedSeq
		}
	}, userId, chat.sync.position);
}
// packages/client/src/chat-changes.ts
/** One live change. The next one applies; one that was seen is dropped; a later one says that something is missing (D7). */
function applyLiveMessage(chat, userId, message) {
	if (message.rev <= chat.rev) return chat;
	if (message.rev > chat.rev + 1) return {
		...chat,
		sync: {
			...chat.sync,
			behind: true
		}
	};
	const next = applyInOrder({
		...chat,
		log: putMessages(chat.log, [message])
	}, userId, message, chat);
	const position = trimJournal(next.sync.position);
	return applyHeld(withPosition({
		...next,
		rev: message.rev,
		typing: notTyping(next, message)
	}, userId, position));
}
/** A part of a catch-up: final states, `rev` rising, complete up to `upToRev` (D15). */
function applyCatchUp(chat, userId, changes) {
	const fresh = changes.messages.filter((message) => message.rev > chat.rev);
	let next = {
		...chat,
		log: putMessages(chat.log, fresh)
	};
	for (const message of fresh) next = applyInOrder(next, userId, message, chat);
	next = withPosition({
		...next,
		rev: Math.max(chat.rev, changes.upToRev)
	}, userId, next.sync.position);
	const catchUp = continueCatchUp(chat, fresh.length, next.rev);
	return changes.more ? {
		...next,
		sync: {
			...next.sync,
			catchUp
		}
	} : finishCatchUp(next, catchUp);
}
function continueCatchUp(chat, changeCount, upToRev) {
	const known = chat.sync.catchUp ?? {
		fromRev: chat.rev,
		isExact: true
	};
	return {
		fromRev: known.fromRev,
		isExact: known.isExact && changeCount === upToRev - chat.rev
	};
}
/**
* Final states hide what happened in between: whether a message was there, and not yet deleted, at some `rev` inside the
* span. So a number of the server's from inside it can't be carried forward.
*/
function finishCatchUp(chat, catchUp) {
	const sync = {
		...chat.sync,
		catchUp: null,
		behind: false
	};
	if (catchUp.isExact) return applyHeld({
		...chat,
		sync
	});
	const { atRev, journalFrom } = sync.position;
	const unreadUnsure = sync.unreadUnsure || atRev > catchUp.fromRev && atRev < chat.rev;
	const position = {
		...sync.position,
		journalFrom: Math.max(journalFrom, chat.rev)
	};
	return applyHeld({
		...chat,
		sync: {
			...sync,
			unreadUnsure,
			position
		}
	});
}
/** `before` is the chat before the whole batch: what is in its log up to its `rev` has been counted. */
function applyInOrder(chat, userId, message, before) {
	if (!isNewMessage(chat, message)) return applyKnown(chat, userId, message, before);
	const next = countMessage(appendHead(chat, message), userId, message);
	return message.kind === "system" ? {
		...next,
		sync: {
			...next.sync,
			held: [...next.sync.held, message]
		}
	} : next;
}
/** The message came into being since the cursor: it has not been counted. */
function isNewMessage(chat, message) {
	return message.seq > chat.lastSeq || chat.sync.missing.includes(message.seq);
}
function appendHead(chat, message) {
	if (message.seq <= chat.lastSeq) {
		const missing = chat.sync.missing.filter((seq) => seq !== message.seq);
		return {
			...chat,
			sync: {
				...chat.sync,
				missing
			}
		};
	}
	const skipped = Array.from({ length: message.seq - chat.lastSeq - 1 }, (_, index) => chat.lastSeq + 1 + index);
	const sync = skipped.length === 0 ? chat.sync : {
		...chat.sync,
		missing: [...chat.sync.missing, ...skipped]
	};
	return {
		...chat,
		lastSeq: message.seq,
		lastMessage: message,
		sync
	};
}
function countMessage(chat, userId, message) {
	const { position } = chat.sync;
	const { seq, rev } = message;
	const moved = message.kind === "text" ? moveReadSeq(chat, message.senderId, seq) : chat;
	const next = movesOwnPosition(message, userId) ? passOwnMessage(position, seq) : countsAsUnread(message, userId) ? countChange(position, {
		rev,
		seq,
		delta: 1
	}) : position;
	return {
		...moved,
		sync: {
			...moved.sync,
			position: next
		}
	};
}
/** What I sent, or that I was added (again): what stands before it is not unread to me. */
function movesOwnPosition(message, userId) {
	if (message.kind === "text") return message.senderId === userId;
	return message.event?.type === "members-added" && message.event.userIds.some((added) => added === userId);
}
function applyKnown(chat, userId, message, before) {
	const next = message.seq === chat.lastMessage?.seq && message.rev >= chat.lastMessage.rev ? {
		...chat,
		lastMessage: message
	} : chat;
	const counted = messageAt(before.log, message.seq);
	const wasDeleted = counted?.deletedAt && counted.rev <= before.rev;
	if (!message.deletedAt || wasDeleted || !countsAsUnread({
		...message,
		deletedAt: null
	}, userId)) return next;
	const position = countChange(next.sync.position, {
		rev: message.rev,
		seq: message.seq,
		delta: -1
	});
	return {
		...next,
		sync: {
			...next.sync,
			position
		}
	};
}
/** A system message that was changed since it was sent arrives late in a catch-up; its effect belongs to its place. */
function applyHeld(chat) {
	if (chat.sync.held.length === 0) return chat;
	return chat.sync.held.toSorted((a, b) => a.seq - b.seq).reduce(applySystemMessage, {
		...chat,
		sync: {
			...chat.sync,
			held: []
		}
	});
}
function notTyping(chat, message) {
	return chat.typing.some((entry) => entry.userId === message.senderId) ? chat.typing.filter((entry) => entry.userId !== message.senderId) : chat.typing;
}
// packages/client/src/chat-from.ts
/** Takes chats as the server gives them: from here on they are live from their `rev` on. */
function takeChats(state, chats) {
	const next = new Map(state.chats);
	let { generations } = state;
	for (const chat of chats) {
		const known = next.get(chat.id);
		const isSame = known !== void 0 && known.rev === chat.rev && !known.sync.behind && state.epoch === state.welcomedEpoch;
		if (!isSame) generations += 1;
		next.set(chat.id, isSame ? refreshChat(known, state.userId, chat) : chatFrom(chat, {
			...state,
			generations
		}));
	}
	return withUsers({
		...state,
		chats: next,
		generations
	}, chats.flatMap(usersOf));
}
/** A chat that was made or found over REST, ahead of the stream; the stream's own word stays where it was faster. */
function takeFoundChat(state, chat) {
	return state.chats.has(chat.id) ? withUsers(state, usersOf(chat)) : takeChats(state, [chat]);
}
/** A chat that was fetched before anything came over a connection: its `rev` is the cursor to resume from. */
function takeChatAhead(state, { epoch, chat }) {
	if (state.welcomedEpoch !== null || state.chats.size > 0) return state;
	return takeChats({
		...state,
		epoch
	}, [chat]);
}
/** A chat as it was fetched beside the stream when it was `asked`: new only for what the stream does not carry. */
function takeFetchedChat(state, chat, asked) {
	const known = state.chats.get(chat.id);
	if (known?.log.generation !== asked.log.generation) return state;
	const chats = new Map(state.chats).set(chat.id, refreshChat(known, state.userId, chat));
	return withUsers({
		...state,
		chats
	}, usersOf(chat));
}
function withUsers(state, users) {
	const fresh = users.filter((user) => !isSameUser(state.users.get(user.id), user));
	if (fresh.length === 0) return state;
	return {
		...state,
		users: new Map([...state.users, ...fresh.map((user) => [user.id, user])])
	};
}
function isSameUser(known, user) {
	return known !== void 0 && known.displayName === user.displayName && known.username === user.username && known.avatarUrl === user.avatarUrl && known.online === user.online && known.lastSeenAt === user.lastSeenAt;
}
function usersOf(chat) {
	return chat.members.map((member) => member.user);
}
/** The chat's history so far is forgotten: changes between its cursor and this state may be missing from it. */
function chatFrom(chat, { chats, userId, generations }) {
	const { members, ...facts } = chat;
	const known = chats.get(chat.id);
	const readSeqs = new Map(members.map((member) => [member.user.id, member.readSeq]));
	const position = positionFrom({
		readSeq: readSeqs.get(userId ?? "") ?? 0,
		unread: chat.unread,
		atRev: chat.rev
	});
	const log = emptyLog(generations);
	return withPosition({
		...facts,
		members: members.map(memberFrom),
		readSeqs,
		readSeq: position.readSeq,
		log: chat.lastMessage ? putMessages(log, [chat.lastMessage]) : log,
		pending: known?.pending ?? [],
		waitingChanges: known?.waitingChanges ?? [],
		typing: [],
		active: known?.active ?? null,
		loading: null,
		sync: {
			position,
			markedSeq: known?.sync.markedSeq ?? 0,
			missing: [],
			held: [],
			catchUp: null,
			behind: false,
			unreadUnsure: false
		}
	}, userId, position);
}
function refreshChat(known, userId, chat) {
	const readSeqs = new Map(known.readSeqs);
	for (const member of chat.members) {
		const seq = readSeqs.get(member.user.id);
		if (seq !== void 0 && seq < member.readSeq) readSeqs.set(member.user.id, member.readSeq);
	}
	const readSeq = chat.members.find((member) => member.user.id === userId)?.readSeq ?? 0;
	return anchorChat({
		...known,
		readSeqs
	}, userId, {
		readSeq,
		unread: chat.unread,
		atRev: chat.rev
	});
}
function memberFrom(member) {
	return {
		userId: member.user.id,
		role: member.role,
		joinedAt: member.joinedAt
	};
}
// packages/client/src/apply-event.ts
/**
* The state after an event of the server; the same object where it says nothing new. Pure: `now` is milliseconds of a
* clock that does not jump. State + events is what a fresh fetch gives, in whatever order pages of history come between.
*/
function applyEvent(state, event, now) {
	switch (event.type) {
		case "welcome": return {
			...state,
			userId: event.userId,
			welcomedEpoch: event.epoch
		};
		case "chats": return takeChats(state, event.chats);
		case "reset": return takeChats(dropCursor(state, event.chatId), [event.chat]);
		case "ready": return applyReady(state);
		case "presence": return applyPresence(state, event);
		case "chat-removed": return removeChat(state, event.chatId);
		case "message": return updateChat(state, event.message.chatId, (chat) => applyLiveMessage(chat, state.userId, event.message));
		case "changes": return updateChat(state, event.chatId, (chat) => applyCatchUp(chat, state.userId, event));
		case "read": return updateChat(state, event.chatId, (chat) => applyRead(chat, state.userId, event));
		case "active-users": return updateChat(state, event.chatId, (chat) => ({
			...chat,
			active: {
				userIds: event.userIds,
				count: event.count
			}
		}));
		case "typing": return event.userId === state.userId ? state : updateChat(state, event.chatId, (chat) => applyTyping(chat, event.userId, now + limits.typingShownMs));
		default: return state;
	}
}
function updateChat(state, chatId, update) {
	const chat = state.chats.get(chatId);
	if (!chat) return state;
	const next = update(chat);
	return next === chat ? state : {
		...state,
		chats: new Map(state.chats).set(chatId, next)
	};
}
/** No chat is behind any more: each was caught up, or had nothing to catch up with. */
function applyReady(state) {
	let next = {
		...state,
		epoch: state.welcomedEpoch,
		chatsLoaded: true
	};
	for (const chat of state.chats.values()) if (chat.sync.behind) next = updateChat(next, chat.id, (known) => ({
		...known,
		sync: {
			...known.sync,
			behind: false
		}
	}));
	return next;
}
/** Whatever the numbers of the chat say, nothing of it holds any more. */
function dropCursor(state, chatId) {
	return updateChat(state, chatId, (chat) => ({
		...chat,
		sync: {
			...chat.sync,
			behind: true
		}
	}));
}
function removeChat(state, chatId) {
	if (!state.chats.has(chatId)) return state;
	const chats = new Map(state.chats);
	chats.delete(chatId);
	return {
		...state,
		chats
	};
}
function applyRead(chat, userId, event) {
	if (event.userId !== userId || event.unread === void 0 || event.atRev === void 0) return moveReadSeq(chat, event.userId, event.readSeq);
	return anchorChat(chat, userId, {
		readSeq: event.readSeq,
		unread: event.unread,
		atRev: event.atRev
	});
}
function applyTyping(chat, userId, until) {
	const typing = chat.typing.some((entry) => entry.userId === userId) ? chat.typing.map((entry) => entry.userId === userId ? {
		userId,
		until
	} : entry) : [...chat.typing, {
		userId,
		until
	}];
	return {
		...chat,
		typing
	};
}
function applyPresence(state, event) {
	const presence = new Map(state.presence);
	for (const user of event.users) presence.set(user.userId, user);
	return {
		...state,
		presence
	};
}
// packages/client/src/clock.ts
/** What a timer can hold, some 24 days; asked for more it would run at once. */
const longestTimerMs = 2 ** 31 - 1;
const systemClock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	after(ms, run) {
		const timer = setTimeout(run, Math.min(ms, longestTimerMs));
		return () => clearTimeout(timer);
	}
};
// packages/client/src/change-queue.ts
/** Beyond it a reaction is refused here: nobody gives so many while away. */
const changesMax = 1e3;
/** A message that was on its way when it was taken back has turned up by then, or never will. */
const withdrawalKeptMs = 6048e5;
const retryBaseMs$1 = 1e3;
const retryCapMs$1 = 3e4;
/**
* Changes of messages that wait for the server, made one after the other in the order in which they were asked for.
* Each can be made twice without harm, so a lost answer costs nothing. Of changes to the same thing (one emoji on one
* message, say) the last counts.
*/
function createChangeQueue(options) {
	const { clock } = options;
	const waiters = /* @__PURE__ */ new Map();
	let changes = [];
	let underWay = null;
	let isLive = false;
	let tries = 0;
	let cancelWait = null;
	let isWaitAskedFor = false;
	function update(next) {
		changes = next;
		options.changed(changes);
	}
	function pump() {
		if (!isLive || underWay || cancelWait) return;
		const change = changes.find(isReady);
		if (!change) return;
		underWay = change;
		options.make(change).then(() => finish(change, null), (error) => finish(change, error));
	}
	function finish(change, error) {
		underWay = null;
		if (error !== null && isWorthWaiting(error)) {
			waitFor(error);
			return;
		}
		tries = 0;
		update(changes.filter((other) => other !== change));
		const isDone = error === null || change.change === "delete" && isGone(error);
		for (const waiter of takeWaiters(change)) if (isDone) waiter.resolve();
		else waiter.reject(error);
		if (!isDone) options.refused(change, error);
		pump();
	}
	function waitFor(error) {
		if (isAboutSession(error.code)) {
			isLive = false;
			return;
		}
		const backoffMs = Math.min(retryCapMs$1, retryBaseMs$1 * 2 ** tries) * (.5 + options.random() / 2);
		tries += 1;
		isWaitAskedFor = error.retryAfterMs !== null;
		cancelWait = clock.after(error.retryAfterMs ?? backoffMs, () => {
			cancelWait = null;
			pump();
		});
	}
	function endWait() {
		cancelWait?.();
		cancelWait = null;
	}
	function takeWaiters(change) {
		const taken = waiters.get(change) ?? [];
		waiters.delete(change);
		return taken;
	}
	function put(change) {
		const replaced = changes.find((other) => other !== underWay && isSameThing(other, change));
		if (change.change === "react" && !replaced && changes.length >= changesMax) return Promise.reject(tooMany$1());
		const waiter = Promise.withResolvers();
		waiter.promise.catch(() => void 0);
		waiters.set(change, [...replaced ? takeWaiters(replaced) : [], waiter]);
		update([...changes.filter((other) => other !== replaced), change]);
		pump();
		return waiter.promise;
	}
	function askedAt() {
		return new Date(clock.now()).toISOString();
	}
	return {
		waiting: () => changes,
		/** Takes over what earlier clients left. */
		adopt(left) {
			const oldest = (/* @__PURE__ */ new Date(clock.now() - withdrawalKeptMs)).toISOString();
			const kept = left.filter((change) => isReady(change) || change.askedAt > oldest);
			if (kept.length === 0) return;
			update([...kept, ...changes]);
			pump();
		},
		/** Resolves when the server made it, rejects with an `ApiError` when it is refused for good. */
		add: (change) => put({
			...change,
			askedAt: askedAt()
		}),
		/** The message is taken back, whether or not it arrived. */
		withdraw({ chatId, clientId }) {
			update([...changes, {
				change: "withdraw",
				chatId,
				clientId,
				askedAt: askedAt()
			}]);
		},
		/** Own messages turned up, by whichever way. */
		found(messages) {
			for (const { clientId, chatId, id, seq } of messages) {
				const withdrawal = changes.find((change) => change.change === "withdraw" && change.clientId === clientId);
				if (!withdrawal) continue;
				const deletion = {
					change: "delete",
					chatId,
					messageId: id,
					seq,
					askedAt: withdrawal.askedAt
				};
				update(changes.map((change) => change === withdrawal ? deletion : change));
				pump();
			}
		},
		goLive() {
			isLive = true;
			if (!isWaitAskedFor) endWait();
			pump();
		},
		goOffline() {
			isLive = false;
		},
		close() {
			isLive = false;
			endWait();
			const left = [...waiters.values()].flat();
			waiters.clear();
			for (const waiter of left) waiter.reject(new DOMException("the client was closed", "AbortError"));
		}
	};
}
function isReady(change) {
	return change.change !== "withdraw";
}
function isSameThing(a, b) {
	if (a.change === "withdraw" || a.messageId !== b.messageId) return false;
	if (a.change === "react") return b.change === "react" && a.emoji === b.emoji;
	return a.change === b.change;
}
function isWorthWaiting(error) {
	return error instanceof ApiError && (isRetryable(error.code) || isAboutSession(error.code));
}
function isAboutSession(code) {
	return code === "unauthenticated" || code === "other-user";
}
/** Nothing is left to delete. */
function isGone(error) {
	return error instanceof ApiError && (error.code === "message-deleted" || error.code === "not-found");
}
function tooMany$1() {
	return new ApiError({
		code: "too-many-waiting",
		status: 0,
		detail: "Too many changes wait for the connection. Try again when it is back."
	});
}
// packages/client/src/local-changes.ts
/** What changes the state from this side. Pure, as `applyEvent` is. */
/** A page of history, asked for when the log had this `generation`: void where the log was reset since. */
function applyPage(state, page) {
	return updateChat(state, page.chatId, (chat) => {
		if (chat.log.generation !== page.generation) return chat;
		const log = putMessages(chat.log, page.messages);
		return log === chat.log ? chat : {
			...chat,
			log
		};
	});
}
function setLoading(state, chatId, loading) {
	return updateChat(state, chatId, (chat) => chat.loading === loading ? chat : {
		...chat,
		loading
	});
}
function setConnection(state, connection) {
	return {
		...state,
		connection
	};
}
function setUnsentKept(state, unsentIsKept) {
	return state.unsentIsKept === unsentIsKept ? state : {
		...state,
		unsentIsKept
	};
}
/** The outbox as it is now, spread over the chats. */
function applyPending(state, pending) {
	const byChat = Map.groupBy(pending, ({ chatId }) => chatId);
	let next = state;
	for (const chat of state.chats.values()) {
		const own = byChat.get(chat.id) ?? [];
		if (!isSameList(own, chat.pending)) next = updateChat(next, chat.id, (known) => ({
			...known,
			pending: own
		}));
	}
	return next;
}
function isSameList(a, b) {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}
/** Nobody types for ever: without another frame it ends. `now` is of the clock that `applyEvent` was given. */
function expireTyping(state, now) {
	let next = state;
	for (const chat of state.chats.values()) if (chat.typing.some((entry) => entry.until <= now)) {
		const typing = chat.typing.filter((entry) => entry.until > now);
		next = updateChat(next, chat.id, (known) => ({
			...known,
			typing
		}));
	}
	return next;
}
/** When the next `expireTyping` is due, null for never. */
function nextTypingExpiry(state) {
	let next = null;
	for (const chat of state.chats.values()) for (const entry of chat.typing) next = next === null ? entry.until : Math.min(next, entry.until);
	return next;
}
/** What is not watched any more becomes part of the profile: a later fetch of it is newer. */
function forgetPresence(state, watched) {
	const stale = [...state.presence.values()].filter((entry) => !watched.has(entry.userId));
	if (stale.length === 0) return state;
	const presence = new Map(state.presence);
	const users = new Map(state.users);
	for (const { userId, online, lastSeenAt } of stale) {
		presence.delete(userId);
		const user = users.get(userId);
		if (user) users.set(userId, {
			...user,
			online,
			lastSeenAt
		});
	}
	return {
		...state,
		presence,
		users
	};
}
function closeActive(state, chatId) {
	return updateChat(state, chatId, (chat) => chat.active === null ? chat : {
		...chat,
		active: null
	});
}
function setMe(state, me) {
	const { email: _email, ...profile } = me;
	return withUsers({
		...state,
		me,
		userId: state.userId ?? me.id
	}, [profile]);
}
/** A message as an answer over REST gave it, ahead of its event: shown at once, counted when the event comes. */
function applyAnswer(state, message) {
	return updateChat(state, message.chatId, (chat) => {
		const log = putMessages(chat.log, [message]);
		return log === chat.log ? chat : {
			...chat,
			log
		};
	});
}
/** Forgets all but the newest part of a chat's history; it can be fetched again. */
function trimChat(state, chatId) {
	const generations = state.generations + 1;
	return updateChat({
		...state,
		generations
	}, chatId, (chat) => ({
		...chat,
		log: trimLog(chat.log, chat.lastSeq, generations)
	}));
}
// packages/client/src/make-change.ts
/** Makes a change of a message that had waited. */
function makeChange(change, { store, rest }) {
	const place = {
		id: change.messageId,
		chatId: change.chatId,
		seq: change.seq
	};
	switch (change.change) {
		case "edit": return showAnswer(store, rest.editMessage(place, change.content));
		case "delete": return showAnswer(store, rest.deleteMessage(place));
		case "react": return showAnswer(store, rest.react(place, change.emoji, change.on));
	}
}
/** The live stream brings the result as well; a person sees it with the answer already. */
async function showAnswer(store, answer) {
	const message = await answer;
	store.update((state) => applyAnswer(state, message));
}
// packages/client/src/chat-actions.ts
/** What goes over REST, at once or not at all: without a connection it fails, and the caller says so. */
function createChatActions({ store, rest }) {
	/** In the list at once, unless the stream was faster. */
	function take(chat) {
		store.update((state) => takeFoundChat(state, chat));
		return chat;
	}
	return {
		createDirectChat: async (userId) => take(await rest.createDirectChat(userId)),
		createGroup: async (name, memberIds) => take(await rest.createGroup(name, memberIds)),
		async renameChat(chatId, name) {
			await rest.renameChat(chatId, name);
		},
		async addMembers(chatId, userIds) {
			await rest.addMembers(chatId, userIds);
		},
		removeMember: (chatId, userId) => rest.removeMember(chatId, userId),
		async changeRole(chatId, userId, role) {
			await rest.changeRole(chatId, userId, role);
		},
		async leaveChat(chatId) {
			const joinedAt = ownJoinedAt(store.get(), chatId);
			const { userId } = store.get();
			await rest.removeMember(chatId, userId ?? (await rest.me()).id);
			store.update((state) => ownJoinedAt(state, chatId) === joinedAt ? removeChat(state, chatId) : state);
		},
		editMessage: (message, content, from) => showAnswer(store, rest.editMessage(message, content, from)),
		deleteMessage: (message) => showAnswer(store, rest.deleteMessage(message))
	};
}
function ownJoinedAt({ chats, userId }, chatId) {
	return chats.get(chatId)?.members.find((member) => member.userId === userId)?.joinedAt;
}
// packages/protocol/src/close-codes.ts
/**
* Why the server closes a socket. `reconnect` says what a client does next: `now-with-backoff` connects again by
* itself, `after-login` needs new credentials, `never` is a fault of the client that a retry would repeat.
* 1000–1015 are those of RFC 6455, 4000–4999 ours.
*/
const closeCodes = {
	normal: {
		code: 1e3,
		reconnect: "never",
		reason: "bye"
	},
	goingAway: {
		code: 1001,
		reconnect: "now-with-backoff",
		reason: "server is restarting: reconnect and resume"
	},
	unsupportedData: {
		code: 1003,
		reconnect: "never",
		reason: "text frames only"
	},
	invalidText: {
		code: 1007,
		reconnect: "never",
		reason: "text is not UTF-8"
	},
	fragmented: {
		code: 1008,
		reconnect: "never",
		reason: "a message in too many fragments"
	},
	tooBig: {
		code: 1009,
		reconnect: "never",
		reason: "frame is too large"
	},
	internal: {
		code: 1011,
		reconnect: "now-with-backoff",
		reason: "something went wrong here: reconnect and resume"
	},
	sessionEnded: {
		code: 4001,
		reconnect: "after-login",
		reason: "the session has ended: log in again"
	},
	notAMember: {
		code: 4004,
		reconnect: "never",
		reason: "you are not in this chat"
	},
	slow: {
		code: 4008,
		reconnect: "now-with-backoff",
		reason: "slow: reconnect and resume"
	},
	draining: {
		code: 4012,
		reconnect: "now-with-backoff",
		reason: "server is draining: reconnect and resume"
	},
	flood: {
		code: 4029,
		reconnect: "now-with-backoff",
		reason: "too many commands or bad frames: slow down"
	}
};
/** What a client does after a close with `code`; an unknown code, such as 1006, is worth another try. */
function reconnectPolicy(code) {
	return Object.values(closeCodes).find((entry) => entry.code === code)?.reconnect ?? "now-with-backoff";
}
// packages/client/src/heartbeat.ts
/** Of a server that was there before a sleep. Longer than a slow network takes, shorter than a person waits. */
const wakeAnswerMs = 5e3;
/** Asks a silent server for a sign of life and finds a dead one within `heartbeatTimeoutMs` (D14). */
function startHeartbeat(clock, actions) {
	let heardAt = clock.elapsed();
	let heardCount = 0;
	let pingedFor = -1;
	let cancelWake = null;
	let cancel = schedule(limits.heartbeatIntervalMs);
	function schedule(afterMs) {
		return clock.after(Math.max(0, afterMs), check);
	}
	function check() {
		cancel();
		const silentMs = clock.elapsed() - heardAt;
		if (silentMs >= limits.heartbeatTimeoutMs) {
			actions.dead();
			return;
		}
		if (silentMs >= limits.heartbeatIntervalMs && pingedFor !== heardCount) ping();
		cancel = schedule((silentMs >= limits.heartbeatIntervalMs ? limits.heartbeatTimeoutMs : limits.heartbeatIntervalMs) - silentMs);
	}
	function ping() {
		pingedFor = heardCount;
		actions.ping();
	}
	return {
		heard() {
			heardAt = clock.elapsed();
			heardCount += 1;
		},
		wake() {
			if (cancelWake) return;
			const countBefore = heardCount;
			ping();
			cancelWake = clock.after(wakeAnswerMs, () => {
				cancelWake = null;
				if (heardCount === countBefore) actions.dead();
			});
		},
		stop() {
			cancel();
			cancelWake?.();
		}
	};
}
// packages/client/src/attempt.ts
/** A try that was not welcomed by then has failed. */
const welcomeTimeoutMs = 1e4;
/** A catch-up that brought nothing for so long has come to a stand. */
const catchUpStallMs = 6e4;
/** A server that closed for too much asks for some peace. */
const floodPauseMs = 5e3;
const lost = {
	why: "lost",
	askedMs: 0
};
/** One socket, from the first thought of it to its end, which is told once. */
var Attempt = class {
	#options;
	#on;
	#socket = null;
	#heartbeat = null;
	#cancelDeadline = noop$1;
	#isOver = false;
	#isWelcome = false;
	#liveAt = null;
	constructor(options, on) {
		this.#options = options;
		this.#on = on;
	}
	open() {
		this.#expect(welcomeTimeoutMs);
		this.#options.findUrl().then((url) => this.#connect(url), (error) => this.#end(endBy(error)));
	}
	send(command) {
		if (this.#socket?.readyState !== 1) return false;
		this.#socket.send(JSON.stringify(command));
		return true;
	}
	wake() {
		this.#heartbeat?.wake();
	}
	markLive() {
		this.#cancelDeadline();
		this.#liveAt ??= this.#options.clock.elapsed();
	}
	livedMs() {
		return this.#liveAt === null ? 0 : this.#options.clock.elapsed() - this.#liveAt;
	}
	/** Ends without a word to the owner. */
	close() {
		this.#release();
	}
	/** Lost, if it gets no further within this time. */
	#expect(withinMs) {
		this.#cancelDeadline();
		this.#cancelDeadline = this.#options.clock.after(withinMs, () => this.#end(lost));
	}
	#connect(url) {
		if (this.#isOver) return;
		const socket = new this.#options.WebSocket(url);
		this.#socket = socket;
		socket.addEventListener("open", () => this.#startHeartbeat());
		socket.addEventListener("message", ({ data }) => this.#receive(data));
		socket.addEventListener("close", ({ code }) => this.#closed(code));
		socket.addEventListener("error", noop$1);
	}
	#startHeartbeat() {
		if (this.#isOver) return;
		this.#heartbeat = startHeartbeat(this.#options.clock, {
			ping: () => this.send({ type: "ping" }),
			dead: () => this.#end(lost)
		});
	}
	#receive(data) {
		if (this.#isOver || typeof data !== "string") return;
		this.#heartbeat?.heard();
		const event = parseEvent(data);
		if (!event) {
			this.#end(lost);
			return;
		}
		if (event.type === "welcome") this.#isWelcome = true;
		if (this.#isWelcome && this.#liveAt === null && event.type !== "pong") this.#expect(catchUpStallMs);
		this.#on.event(event);
	}
	#closed(code) {
		if (this.#isOver) return;
		if (this.#isWelcome) this.#end(endOf(code));
		else this.#findReason(code);
	}
	/** The socket was refused: another try does not help where the session has ended, or is another person's. */
	#findReason(code) {
		this.#options.checkSession().then(() => this.#end(endOf(code)), (error) => this.#end(endBy(error)));
	}
	#end(end) {
		if (this.#isOver) return;
		this.#release();
		this.#on.ended(end);
	}
	#release() {
		this.#isOver = true;
		this.#cancelDeadline();
		this.#heartbeat?.stop();
		this.#socket?.close(closeCodes.normal.code);
		this.#socket = null;
	}
};
/** The own server's frames are not checked again; text that is no JSON did not come from it. */
function parseEvent(data) {
	try {
		return JSON.parse(data);
	} catch {
		return null;
	}
}
function endOf(code) {
	if (code === closeCodes.tooBig.code) return {
		why: "too-large",
		askedMs: 0
	};
	if (code === closeCodes.flood.code) return {
		why: "lost",
		askedMs: floodPauseMs
	};
	const policy = reconnectPolicy(code);
	return {
		why: policy === "after-login" ? "signed-out" : policy === "never" ? "for-good" : "lost",
		askedMs: 0
	};
}
function endBy(error) {
	if (!(error instanceof ApiError)) return lost;
	const askedMs = error.retryAfterMs ?? 0;
	if (error.code === "other-user") return {
		why: "other-user",
		askedMs
	};
	return {
		why: error.code === "unauthenticated" ? "signed-out" : "lost",
		askedMs
	};
}
function noop$1() {}
// packages/client/src/reconnect-delay.ts
/** A server that restarts is back within seconds, and people wait for it; one that is gone for long is left in peace. */
const backoff = {
	baseMs: 250,
	capMs: 5e3,
	laterCapMs: 3e4,
	laterAfterMs: 6e4
};
/** Never sooner, whatever a server says: nothing makes a client spin. */
const leastMs = 50;
/** A connection that lived this long was a good one: the next failure begins the backoff anew. */
const steadyAfterMs = 3e4;
/** Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): clients of one failure come back spread out (D18). */
function backoffMs(tries, troubledMs, random) {
	const capMs = troubledMs < backoff.laterAfterMs ? backoff.capMs : backoff.laterCapMs;
	return random() * Math.min(capMs, backoff.baseMs * 2 ** tries);
}
/** How long to wait before the next connection: longer from each that did not last, and as long as the server asks. */
function createReconnectDelay({ clock, random }) {
	let tries = 0;
	let troubledSince = null;
	let notBefore = -Infinity;
	return {
		/** After a connection that was live for `livedMs`. `askedMs`: the server wants at least that. */
		next({ livedMs, askedMs }) {
			if (livedMs >= steadyAfterMs) {
				tries = 0;
				troubledSince = null;
			}
			const now = clock.elapsed();
			troubledSince ??= now;
			const delayMs = Math.max(leastMs, askedMs, backoffMs(tries, now - troubledSince, random));
			tries += 1;
			if (askedMs > 0) notBefore = now + askedMs;
			return delayMs;
		},
		/** What is left of the time that the server asked for: not even a person's wish cuts it short. */
		askedLeftMs: () => Math.max(0, notBefore - clock.elapsed()),
		/** A person tries again. */
		forget() {
			tries = 0;
			troubledSince = null;
		}
	};
}
// packages/client/src/connection.ts
/** Keeps one socket to the server: opens it, finds it dead, opens the next. Knows nothing of what is said on it. */
function createConnection(options) {
	const { clock } = options;
	const delay = createReconnectDelay(options);
	let current = null;
	let status = "offline";
	let cancelRetry = noop;
	let cancelDrain = noop;
	let drainAt = null;
	let since = clock.now();
	function become(next, retryAt = null) {
		if (next !== status && (status !== "connecting" && status !== "offline" || next !== "connecting" && next !== "offline")) since = clock.now();
		status = next;
		options.onState({
			status,
			since,
			retryAt
		});
	}
	function open() {
		cancelRetry();
		drop();
		become("connecting");
		const attempt = new Attempt(options, {
			event: (event) => {
				if (current === attempt) receive(attempt, event);
			},
			ended: (end) => {
				if (current === attempt) ended(attempt, end);
			}
		});
		current = attempt;
		attempt.open();
	}
	function receive(attempt, event) {
		if (event.type === "draining") drain(attempt, event.reconnectInMs);
		options.onEvent(event);
	}
	function ended(attempt, end) {
		current = null;
		cancelDrain();
		if (end.why === "signed-out" || end.why === "other-user") become(end.why);
		else if (end.why === "lost" || end.why === "too-large" && options.onTooLarge()) scheduleRetry(attempt, end.askedMs);
		else become("offline");
		drainAt = null;
	}
	function scheduleRetry(attempt, askedMs) {
		retryIn((drainAt === null ? null : Math.max(0, drainAt - clock.elapsed())) ?? delay.next({
			livedMs: attempt.livedMs(),
			askedMs
		}));
	}
	function retryIn(delayMs) {
		cancelRetry();
		cancelRetry = clock.after(delayMs, open);
		become("offline", clock.now() + delayMs);
	}
	/** The first word counts: a server that repeats it neither hurries nor keeps anybody. */
	function drain(attempt, reconnectInMs) {
		if (drainAt !== null) return;
		const delayMs = delay.next({
			livedMs: attempt.livedMs(),
			askedMs: reconnectInMs
		});
		drainAt = clock.elapsed() + delayMs;
		cancelDrain = clock.after(delayMs, () => {
			drainAt = null;
			open();
		});
	}
	function drop() {
		const attempt = current;
		current = null;
		cancelDrain();
		drainAt = null;
		attempt?.close();
	}
	return {
		start() {
			if (current) return;
			if (status !== "live") since = clock.now();
			delay.forget();
			const askedLeftMs = delay.askedLeftMs();
			if (askedLeftMs > 0) retryIn(askedLeftMs);
			else open();
		},
		stop() {
			cancelRetry();
			drop();
			if (status !== "signed-out" && status !== "other-user") become("offline");
		},
		restart() {
			const attempt = current;
			if (!attempt) return;
			const leftBy = drainAt;
			drop();
			drainAt = leftBy;
			scheduleRetry(attempt, 0);
			drainAt = null;
		},
		wake() {
			if (current) current.wake();
			else if (status === "offline" && delay.askedLeftMs() === 0) open();
		},
		leaveToOther() {
			cancelRetry();
			drop();
			become("other-user");
		},
		becameLive() {
			current?.markLive();
			become("live");
		},
		send: (command) => current?.send(command) ?? false
	};
}
function noop() {}
// packages/client/src/command-pacer.ts
/** What servers allow that do not say so in `welcome`. */
const usualRate = {
	perSecond: 40,
	burst: 200
};
/** The rest is for pings, and for clocks that differ. */
const usedShare = .9;
/** A refusal that asks for longer is about the command that was refused, not about the connection. */
const longestHoldMs = 5e3;
/**
* Keeps what one connection says below the server's rate: a token bucket like the server's own, a little smaller. What does not go
* out at once waits here, the last word on each thing only, so that the queue is bounded by what the client looks at.
* Sends wait in the outbox, and ask with `take`.
*/
function createCommandPacer({ clock, transmit, whenFree }) {
	const waiting = /* @__PURE__ */ new Map();
	let rate = usualRate;
	let tokens = 0;
	/** In the future after a refusal: nothing goes out until then. */
	let filledAt = 0;
	let isBegun = false;
	let isSendWaiting = false;
	let cancelTimer = null;
	function fill() {
		const now = clock.elapsed();
		if (now > filledAt) {
			tokens = Math.min(rate.burst * usedShare, tokens + (now - filledAt) / 1e3 * rate.perSecond * usedShare);
			filledAt = now;
		}
	}
	function takeToken() {
		fill();
		if (!isBegun || tokens < 1 || clock.elapsed() < filledAt) return false;
		tokens -= 1;
		return true;
	}
	function schedule() {
		if (cancelTimer || !isBegun || waiting.size === 0 && !isSendWaiting) return;
		const lackMs = (1 - tokens) / (rate.perSecond * usedShare) * 1e3;
		cancelTimer = clock.after(Math.ceil(Math.max(lackMs, 0) + Math.max(0, filledAt - clock.elapsed())), drain);
	}
	function drain() {
		cancelTimer = null;
		for (const [thing, command] of waiting) {
			if (!takeToken()) break;
			waiting.delete(thing);
			transmit(command);
		}
		if (waiting.size === 0 && isSendWaiting) {
			isSendWaiting = false;
			whenFree();
		}
		schedule();
	}
	function end() {
		isBegun = false;
		isSendWaiting = false;
		waiting.clear();
		cancelTimer?.();
		cancelTimer = null;
	}
	return {
		/** A new connection: nothing was said on it. */
		begin(announced) {
			end();
			rate = announced ?? usualRate;
			tokens = Math.max(1, rate.burst * usedShare);
			filledAt = clock.elapsed();
			isBegun = true;
		},
		end,
		/** Whether a send may go out now; otherwise `whenFree` tells when to ask again. */
		take() {
			if (waiting.size === 0 && takeToken()) return true;
			isSendWaiting = true;
			schedule();
			return false;
		},
		/** Says a command now or soon. A newer one about the same thing takes its place. */
		say(command) {
			if (!isBegun) return;
			const thing = thingOf(command);
			if (thing === null) {
				if (takeToken() || isVital(command)) transmit(command);
				return;
			}
			waiting.delete(thing);
			waiting.set(thing, command);
			if (!cancelTimer) drain();
		},
		/** The server had enough for now. */
		holdOff(ms) {
			fill();
			tokens = 1;
			filledAt = Math.max(filledAt, clock.elapsed() + Math.min(ms, longestHoldMs));
			cancelTimer?.();
			cancelTimer = null;
			schedule();
		}
	};
}
/** What a command is about: the last word on it counts. Null for what does not wait. */
function thingOf(command) {
	switch (command.type) {
		case "open":
		case "close": return `open ${command.chatId}`;
		case "read": return `read ${command.chatId}`;
		case "watch-presence": return "presence";
		default: return null;
	}
}
/** Without it the connection does not live. */
function isVital(command) {
	return command.type === "resume" || command.type === "ping";
}
// packages/client/src/deliveries.ts
/** The promises of those who wait for what they sent. */
function createDeliveries() {
	const waiting = /* @__PURE__ */ new Map();
	function take(clientId) {
		const delivery = waiting.get(clientId);
		waiting.delete(clientId);
		return delivery;
	}
	return {
		expect(clientId) {
			const delivery = Promise.withResolvers();
			delivery.promise.catch(() => void 0);
			waiting.set(clientId, delivery);
			return delivery.promise;
		},
		resolve(clientId, { id, seq, rev, createdAt }) {
			take(clientId)?.resolve({
				id,
				seq,
				rev,
				createdAt
			});
		},
		reject(clientId, error) {
			take(clientId)?.reject(new ApiError({
				...error,
				status: 0
			}));
		},
		discard(clientId) {
			take(clientId)?.reject(new DOMException("the message was discarded", "AbortError"));
		},
		/** Nobody is left who would hear of it: what waits stays in the storage. */
		close() {
			for (const clientId of waiting.keys()) take(clientId)?.reject(new DOMException("the client was closed before the message was sent", "AbortError"));
		}
	};
}
// packages/client/src/history.ts
const pageSize = limits.pageDefault;
/** Fetches pages of history into the log: a page once, however many ask for it at the same time. */
function createHistory(options) {
	const { store, rest } = options;
	const underWay = /* @__PURE__ */ new Map();
	function load(chat, direction, query) {
		const key = JSON.stringify([
			chat.id,
			chat.log.generation,
			query
		]);
		const known = underWay.get(key);
		if (known) return known;
		const loading = fetchPage(chat, direction, query).finally(() => underWay.delete(key));
		underWay.set(key, loading);
		return loading;
	}
	async function fetchPage({ id: chatId, log }, direction, query) {
		store.update((state) => setLoading(state, chatId, direction));
		try {
			const { messages } = await rest.messages(chatId, {
				limit: pageSize,
				...query
			});
			store.batch(() => {
				store.update((state) => applyPage(state, {
					chatId,
					generation: log.generation,
					messages
				}));
				store.update((state) => setLoading(state, chatId, null));
				options.received(messages);
			});
		} finally {
			store.update((state) => setLoading(state, chatId, null));
		}
	}
	function find(chatId) {
		return store.get().chats.get(chatId);
	}
	return {
		async loadNewest(chatId) {
			const chat = find(chatId);
			if (!chat || chat.lastSeq === 0) return;
			const newest = rangeAt(chat.log, chat.lastSeq);
			if (!(newest && (newest.from === 1 || newest.to - newest.from + 1 >= pageSize))) await load(chat, "newest", {});
		},
		async loadOlder(chatId, beforeSeq) {
			const chat = find(chatId);
			if (!chat) return;
			const wanted = beforeSeq ?? rangeAt(chat.log, chat.lastSeq)?.from ?? chat.lastSeq + 1;
			const before = rangeAt(chat.log, wanted - 1)?.from ?? wanted;
			if (before > 1) await load(chat, "older", { before });
		},
		async loadNewer(chatId, afterSeq) {
			const chat = find(chatId);
			if (!chat) return;
			const after = rangeAt(chat.log, afterSeq + 1)?.to ?? afterSeq;
			if (after < chat.lastSeq) await load(chat, "newer", { after });
		},
		async loadAround(chatId, seq) {
			const chat = find(chatId);
			if (!chat) return;
			await load(chat, "around", { after: Math.max(0, seq - 1 - pageSize / 2) });
		}
	};
}
// packages/client/src/interests.ts
/** Shown as typing for `limits.typingShownMs`: two frames within it bridge a lost one. */
const typingEveryMs = 2e3;
/** What this client looks at: told to the server when it changes, and all of it on every new connection. */
function createInterests(options) {
	const { store, clock, send } = options;
	const openCounts = /* @__PURE__ */ new Map();
	const watchers = /* @__PURE__ */ new Set();
	const typedAt = /* @__PURE__ */ new Map();
	const toTellAgain = /* @__PURE__ */ new Map();
	let isTelling = false;
	function isLive() {
		return store.get().connection.status === "live";
	}
	function watched() {
		const latestFirst = [...watchers].toReversed().flatMap((watcher) => watcher.userIds);
		return [...new Set(latestFirst)].slice(0, limits.presenceWatchMax);
	}
	function tellWatched() {
		const userIds = watched();
		store.update((state) => forgetPresence(state, new Set(userIds)));
		if (isLive()) send({
			type: "watch-presence",
			userIds
		});
	}
	/** A list that renders anew stops and starts many watchers at once. */
	function tellWatchedSoon() {
		if (isTelling) return;
		isTelling = true;
		queueMicrotask(() => {
			isTelling = false;
			tellWatched();
		});
	}
	return {
		isOpen: (chatId) => openCounts.has(chatId),
		openChatIds: () => [...openCounts.keys()],
		openChat(chatId) {
			const count = openCounts.get(chatId) ?? 0;
			openCounts.set(chatId, count + 1);
			if (count === 0 && isLive()) send({
				type: "open",
				chatId
			});
		},
		closeChat(chatId) {
			const count = openCounts.get(chatId) ?? 0;
			if (count > 1) openCounts.set(chatId, count - 1);
			if (count !== 1) return;
			openCounts.delete(chatId);
			if (isLive()) send({
				type: "close",
				chatId
			});
			store.update((state) => closeActive(state, chatId));
		},
		typing(chatId) {
			const last = typedAt.get(chatId) ?? -Infinity;
			if (!isLive() || clock.elapsed() - last < typingEveryMs) return;
			typedAt.set(chatId, clock.elapsed());
			send({
				type: "typing",
				chatId
			});
		},
		/** What was typed is sent: the next keystroke is news again. */
		stoppedTyping: (chatId) => typedAt.delete(chatId),
		watchPresence(userIds) {
			const watcher = { userIds: [...userIds] };
			watchers.add(watcher);
			tellWatchedSoon();
			return () => {
				if (watchers.delete(watcher)) tellWatchedSoon();
			};
		},
		/** The server refused for now that this chat is open, or, where it named none, whom to watch. */
		tellLater(chatId, afterMs) {
			const thing = chatId ?? "";
			if (toTellAgain.has(thing) || (chatId === void 0 ? watchers.size === 0 : !openCounts.has(chatId))) return;
			const cancel = clock.after(afterMs, () => {
				toTellAgain.delete(thing);
				if (chatId === void 0) tellWatched();
				else if (openCounts.has(chatId) && isLive()) send({
					type: "open",
					chatId
				});
			});
			toTellAgain.set(thing, cancel);
		},
		stop() {
			for (const cancel of toTellAgain.values()) cancel();
			toTellAgain.clear();
		},
		tellAll() {
			for (const chatId of openCounts.keys()) if (store.get().chats.has(chatId)) send({
				type: "open",
				chatId
			});
			if (watchers.size > 0) tellWatched();
		},
		/** A chat that is on the screen has only now become known to the server as ours. */
		tellOpen(chatId) {
			if (openCounts.has(chatId) && isLive()) send({
				type: "open",
				chatId
			});
		}
	};
}
// packages/client/src/lifecycle.ts
const systemLifecycle = { onWake(run) {
	const stops = [
		listen(globalThis.window, "online", run),
		listen(globalThis.window, "offline", run),
		listen(globalThis.document, "visibilitychange", runIfVisible)
	];
	function runIfVisible() {
		if (globalThis.document.visibilityState === "visible") run();
	}
	return () => {
		for (const stop of stops) stop();
	};
} };
function listen(target, type, run) {
	target?.addEventListener(type, run);
	return () => target?.removeEventListener(type, run);
}
// packages/protocol/src/characters.ts
/**
* How long a text is, as every bound on characters counts it: in Unicode code points. `'😀'.length` is 2 in JavaScript,
* 1 in most other languages, and 1 here.
*/
function countCharacters(text) {
	let count = text.length;
	for (let at = 0; at < text.length - 1; at += 1) if (isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1))) {
		count -= 1;
		at += 1;
	}
	return count;
}
function isHighSurrogate(unit) {
	return unit >= 55296 && unit <= 56319;
}
function isLowSurrogate(unit) {
	return unit >= 56320 && unit <= 57343;
}
// packages/protocol/src/content.ts
/**
* What of a message is kept, one rule for server, SDK and page: no blank lines before it, nothing blank after it. The
* first line keeps its indentation where there are further lines for it to mean something; a single line has none.
*/
function trimContent(content) {
	const trimmed = content.trimEnd().replace(/^\s*\n/u, "");
	return trimmed.includes("\n") ? trimmed : trimmed.trimStart();
}
// packages/client/src/uuid.ts
let last = {
	at: 0,
	count: 0
};
/**
* A UUID of version 7 (RFC 9562): it begins with the time in milliseconds, then a count within it, so that ids rise in
* the order in which they were made. The ids of one moment lie side by side in the server's index, and a batch of
* messages touches few of its pages. (`crypto.randomUUID` makes random ones, and is missing from pages on plain http.)
*/
function createUuid(now = Date.now()) {
	last = nextPlace(now);
	const bytes = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));
	const view = new DataView(bytes.buffer);
	view.setUint32(0, Math.floor(last.at / 2 ** 16));
	view.setUint16(4, last.at % 2 ** 16);
	view.setUint16(6, 28672 | last.count);
	view.setUint8(8, view.getUint8(8) & 63 | 128);
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20)
	].join("-");
}
const countsPerMs = 4096;
/** A clock that stands or goes back does not take the ids back with it. */
function nextPlace(now) {
	if (now > last.at) return {
		at: now,
		count: 0
	};
	const count = last.count + 1;
	return count < countsPerMs ? {
		at: last.at,
		count
	} : {
		at: last.at + 1,
		count: 0
	};
}
// packages/client/src/outbox.ts
/** A message that the server neither took nor refused is sent again after this. It counts once by its `clientId`. */
const ackTimeoutMs = 15e3;
const retryBaseMs = 1e3;
const retryCapMs = 3e4;
/** Nobody types as much; a program that goes on has lost its connection and should hear of it. */
const messagesMax = 1e4;
/**
* Unsent messages, in order (D17). Per chat one is on the wire at a time: a second one behind it could overtake it
* when the first is refused for now (too many requests, say) and the second is not.
*/
function createOutbox(options) {
	const { clock, transmit } = options;
	const holds = /* @__PURE__ */ new Map();
	const refusals = /* @__PURE__ */ new Map();
	const ackTimers = /* @__PURE__ */ new Map();
	/** How often a message went out without a word on whether it was taken. */
	const unanswered = /* @__PURE__ */ new Map();
	let messages = [];
	let isLive = false;
	let isPumping = false;
	function update(next) {
		messages = next;
		options.save(() => next.filter((message) => message.status !== "acknowledged").map(toEntry));
		options.changed(messages);
	}
	function change(clientId, part) {
		update(messages.map((message) => message.clientId === clientId ? {
			...message,
			...part
		} : message));
	}
	function find(clientId) {
		return messages.find((message) => message.clientId === clientId);
	}
	/** Until nothing more may go out: whoever hears of one on the wire may send, change or take back another. */
	function pump() {
		if (isPumping) return;
		isPumping = true;
		try {
			while (pumpOnce());
		} finally {
			isPumping = false;
		}
	}
	/** Puts the first waiting message of every chat that may send on the wire. Answers whether there may be more. */
	function pumpOnce() {
		if (!isLive) return false;
		const seen = messages;
		const busy = new Set(holds.keys());
		for (const { chatId, status } of seen) if (status === "sending") busy.add(chatId);
		let hasSent = false;
		for (const message of seen) {
			if (message.status !== "waiting" || busy.has(message.chatId)) continue;
			if (!options.mayTransmit()) return false;
			if (find(message.clientId) !== message) return true;
			busy.add(message.chatId);
			hasSent = true;
			const sentAs = message.sentAs ?? message.content;
			change(message.clientId, {
				status: "sending",
				sentAs
			});
			unanswered.set(message.clientId, (unanswered.get(message.clientId) ?? 0) + 1);
			transmit({
				...message,
				sentAs
			});
			ackTimers.set(message.clientId, clock.after(ackTimeoutMs, () => putBack(message)));
		}
		return hasSent;
	}
	function putBack(message) {
		stopTimer(message.clientId);
		if (find(message.clientId)?.status === "sending") change(message.clientId, { status: "waiting" });
		pump();
	}
	function stopTimer(clientId) {
		ackTimers.get(clientId)?.();
		ackTimers.delete(clientId);
	}
	/** Nothing of this chat goes out for a while. */
	function hold(chatId, retryAfterMs) {
		const tries = refusals.get(chatId) ?? 0;
		refusals.set(chatId, tries + 1);
		const backoffMs = Math.min(retryCapMs, retryBaseMs * 2 ** tries) * (.5 + options.random() / 2);
		holds.get(chatId)?.();
		const release = clock.after(retryAfterMs ?? backoffMs, () => {
			holds.delete(chatId);
			pump();
		});
		holds.set(chatId, release);
	}
	function releaseHolds() {
		for (const release of holds.values()) release();
		holds.clear();
	}
	/** Refused, a message that went out once is not on the server (D5); another try may have been lost on its way. */
	function sentAsAfter(refused, code) {
		const left = (unanswered.get(refused.clientId) ?? 1) - (leavesNothing(code) ? 1 : 0);
		unanswered.set(refused.clientId, left);
		return left <= 0 ? null : refused.sentAs;
	}
	function refuse({ clientId, code, detail, retryAfterMs }) {
		stopTimer(clientId);
		const message = find(clientId);
		if (!message || message.status === "acknowledged") return;
		const sentAs = sentAsAfter(message, code);
		if (isRetryable(code)) {
			hold(message.chatId, retryAfterMs);
			change(clientId, {
				status: "waiting",
				sentAs
			});
		} else {
			change(clientId, {
				status: "failed",
				error: {
					code,
					detail
				},
				sentAs
			});
			options.failed(clientId, {
				code,
				detail
			});
		}
		pump();
	}
	/** It is on the server, as it was sent. */
	function arrived(message, place) {
		unanswered.delete(message.clientId);
		if (message.sentAs !== null && message.sentAs !== message.content) options.edit(place, message.content);
	}
	function remove(gone) {
		stopTimer(gone.clientId);
		unanswered.delete(gone.clientId);
		update(messages.filter((other) => other.clientId !== gone.clientId));
		pump();
	}
	return {
		pending: () => messages,
		adopt(left) {
			const known = new Set(messages.map((message) => message.clientId));
			const adopted = left.filter((entry) => !known.has(entry.clientId)).map(fromEntry);
			if (adopted.length === 0) return;
			for (const { clientId } of adopted) unanswered.set(clientId, 1);
			update([...adopted, ...messages]);
			pump();
		},
		add(chatId, content) {
			if (messages.length >= messagesMax) throw tooMany();
			const message = {
				clientId: createUuid(),
				chatId,
				content: checkContent(content),
				createdAt: new Date(clock.now()).toISOString(),
				status: "waiting",
				error: null,
				acknowledged: null,
				sentAs: null
			};
			update([...messages, message]);
			pump();
			return find(message.clientId) ?? message;
		},
		retry(clientId) {
			if (find(clientId)?.status !== "failed") return;
			change(clientId, {
				status: "waiting",
				error: null
			});
			pump();
		},
		change(clientId, content) {
			const message = find(clientId);
			const wanted = checkContent(content);
			if (!message) return "gone";
			if (message.acknowledged) {
				options.edit({
					...message.acknowledged,
					clientId,
					chatId: message.chatId
				}, wanted);
				change(clientId, { content: wanted });
				return "edit-follows";
			}
			change(clientId, {
				content: wanted,
				...message.status === "failed" ? {
					status: "waiting",
					error: null
				} : {}
			});
			pump();
			return message.sentAs === null ? "changed" : "edit-follows";
		},
		discard(clientId) {
			const message = find(clientId);
			if (!message) return "gone";
			if (message.sentAs !== null) options.withdraw(message);
			remove(message);
			return message.sentAs === null ? "discarded" : "withdrawn";
		},
		goLive() {
			isLive = true;
			pump();
		},
		pump,
		goOffline() {
			isLive = false;
			releaseHolds();
			for (const clientId of ackTimers.keys()) stopTimer(clientId);
			if (messages.some((message) => message.status === "sending")) update(messages.map(backToWaiting));
		},
		acknowledge({ clientId, chatId, id, seq, rev }) {
			stopTimer(clientId);
			refusals.delete(chatId);
			const message = find(clientId);
			if (message && !message.acknowledged) {
				arrived(message, {
					clientId,
					chatId,
					id,
					seq
				});
				change(clientId, {
					status: "acknowledged",
					error: null,
					acknowledged: {
						id,
						seq,
						rev
					},
					sentAs: message.content
				});
			}
			pump();
		},
		refuse,
		refuseLargest() {
			const [largest] = messages.filter(({ status }) => status === "sending").toSorted((a, b) => (b.sentAs ?? "").length - (a.sentAs ?? "").length);
			if (!largest) return false;
			refuse({
				clientId: largest.clientId,
				code: "too-large",
				detail: "The message is too large for the server."
			});
			return true;
		},
		settle(places) {
			const gone = /* @__PURE__ */ new Set();
			for (const place of places) {
				const message = find(place.clientId);
				if (!message) continue;
				gone.add(place.clientId);
				stopTimer(place.clientId);
				arrived(message, place);
			}
			if (gone.size === 0) return;
			update(messages.filter((message) => !gone.has(message.clientId)));
			pump();
		},
		settleUpTo(revOf) {
			const rest = messages.filter(({ chatId, acknowledged }) => !acknowledged || acknowledged.rev > (revOf(chatId) ?? Infinity));
			if (rest.length < messages.length) update(rest);
		},
		close() {
			isLive = false;
			releaseHolds();
			for (const clientId of ackTimers.keys()) stopTimer(clientId);
		}
	};
}
function backToWaiting(message) {
	return message.status === "sending" ? {
		...message,
		status: "waiting"
	} : message;
}
function checkContent(content) {
	const trimmed = trimContent(content);
	if (trimmed !== "" && countCharacters(trimmed) <= limits.contentMax) return trimmed;
	const message = trimmed.length === 0 ? "write something" : `at most ${limits.contentMax.toLocaleString("en")} characters`;
	throw new ApiError({
		code: "invalid-request",
		status: 400,
		detail: `A message can't be sent: ${message}.`,
		errors: [{
			path: "content",
			message
		}]
	});
}
/** A refusal with this code says that the message is not on the server. */
function leavesNothing(code) {
	return code !== "unavailable" && code !== "internal" && code !== "client-id-reused";
}
function tooMany() {
	return new ApiError({
		code: "too-many-waiting",
		status: 0,
		detail: "Too many messages wait to be sent. Try again when they are gone."
	});
}
function toEntry({ clientId, chatId, content, createdAt, error, sentAs }) {
	const entry = {
		clientId,
		chatId,
		content,
		createdAt,
		failed: error
	};
	return sentAs === null || sentAs === content ? entry : {
		...entry,
		sentAs
	};
}
function fromEntry({ failed, sentAs, ...entry }) {
	const error = failed && {
		code: failed.code,
		detail: failed.detail
	};
	const status = error ? "failed" : "waiting";
	return {
		...entry,
		status,
		error,
		acknowledged: null,
		sentAs: sentAs ?? entry.content
	};
}
// packages/client/src/outbox-saver.ts
/**
* Keeps a storage's calls apart, and skips states that a newer one replaced while they waited. `kept` hears whether the
* last one was saved: a full or forbidden storage costs the survival of a restart, not the sending.
*/
function createOutboxSaver(storage, kept) {
	let messages = () => [];
	let changes = [];
	let queue = Promise.resolve();
	let isSaving = false;
	function enqueue(run) {
		const result = queue.then(run);
		queue = result.catch(() => void 0);
		return result;
	}
	function save() {
		if (isSaving) return;
		isSaving = true;
		enqueue(async () => {
			isSaving = false;
			await storage.save([...messages(), ...changes]);
		}).then(() => kept(true), () => kept(false));
	}
	return {
		adopt: () => enqueue(() => storage.adopt()),
		saveMessages(next) {
			messages = next;
			save();
		},
		saveChanges(next) {
			changes = next;
			save();
		},
		close: () => enqueue(() => storage.close())
	};
}
// packages/client/src/outbox-storage.ts
function isMessage(entry) {
	return !isChange(entry);
}
function isChange(entry) {
	return "change" in entry;
}
/** Forgets everything with the process. */
function memoryOutboxStorage(entries = []) {
	let left = [...entries];
	let saved = [];
	return {
		async adopt() {
			const adopted = left;
			left = [];
			return adopted;
		},
		async save(next) {
			saved = [...next];
		},
		async close() {
			left = [...left, ...saved];
			saved = [];
		}
	};
}
// packages/client/src/profiles.ts
const idsPerRequest = 100;
/** Fetches the profiles of people who are named but not known, together and once. */
function createProfiles(options) {
	const { store, rest } = options;
	const asked = /* @__PURE__ */ new Set();
	let wanted = /* @__PURE__ */ new Set();
	let fetching = null;
	async function fetchWanted() {
		await Promise.resolve();
		while (wanted.size > 0) {
			const ids = [...wanted].slice(0, idsPerRequest);
			for (const id of ids) wanted.delete(id);
			await fetchSome(ids);
		}
	}
	async function fetchSome(ids) {
		try {
			const users = await rest.usersById(ids);
			store.update((state) => withUsers(state, users));
		} catch (error) {
			for (const id of ids) asked.delete(id);
			throw error;
		}
	}
	return { 
	/** Rejects where the profiles could not be fetched. People who do not exist stay unknown. */
load(userIds) {
		const { users } = store.get();
		for (const id of userIds) {
			if (users.has(id) || asked.has(id)) continue;
			asked.add(id);
			wanted.add(id);
		}
		if (wanted.size === 0) return fetching ?? Promise.resolve();
		fetching ??= fetchWanted().finally(() => {
			fetching = null;
			for (const id of wanted) asked.delete(id);
			wanted = /* @__PURE__ */ new Set();
		});
		return fetching;
	} };
}
// packages/client/src/read-marks.ts
/** Scrolling marks many messages: one frame tells of all of them. */
const coalesceMs = 150;
/** Tells the server how far was read: shown at once, told soon, told again after a reconnect. */
function createReadMarks(options) {
	const { store, clock } = options;
	const waiting = /* @__PURE__ */ new Map();
	function schedule(chatId, afterMs) {
		if (waiting.has(chatId)) return;
		waiting.set(chatId, clock.after(afterMs, () => {
			waiting.delete(chatId);
			tell(chatId);
		}));
	}
	function tell(chatId) {
		const { connection, chats } = store.get();
		const chat = chats.get(chatId);
		if (connection.status !== "live" || !chat || !isAhead(chat)) return;
		options.send({
			type: "read",
			chatId,
			seq: chat.readSeq
		});
	}
	return {
		mark(chatId, seq) {
			store.update((state) => updateChat(state, chatId, (chat) => markChat(chat, state.userId, seq)));
			const chat = store.get().chats.get(chatId);
			if (chat && isAhead(chat)) schedule(chatId, coalesceMs);
		},
		/** The server refused for now. */
		tellLater(chatId, afterMs) {
			const chat = store.get().chats.get(chatId);
			if (chat && isAhead(chat)) schedule(chatId, afterMs);
		},
		tellAll() {
			for (const chat of store.get().chats.values()) if (isAhead(chat)) tell(chat.id);
		},
		stop() {
			for (const cancel of waiting.values()) cancel();
			waiting.clear();
		}
	};
}
/** Was read here further than the server knows. */
function isAhead(chat) {
	return chat.readSeq > chat.sync.position.readSeq;
}
// packages/client/src/read-patience.ts
/** A server that asks for more than this is not waited for: the caller hears of it instead. */
const longestWaitMs = 6e4;
const triesMax = 4;
/**
* Reads that a server refuses for now, saying for how long, are asked again then; others that begin meanwhile wait with
* them. A read can be asked twice without harm, and nobody who scrolls wants to hear of it.
*/
function createReadPatience(clock) {
	let opensAt = -Infinity;
	async function untilOpen(signal) {
		const waitMs = opensAt - clock.elapsed();
		if (waitMs <= 0) return;
		const opened = Promise.withResolvers();
		const giveUp = () => opened.reject(signal.reason);
		signal.addEventListener("abort", giveUp);
		const cancel = clock.after(waitMs, opened.resolve);
		try {
			await opened.promise;
		} finally {
			cancel();
			signal.removeEventListener("abort", giveUp);
		}
	}
	return async function read(ask, signal) {
		for (let tries = 1;; tries += 1) {
			signal.throwIfAborted();
			await untilOpen(signal);
			try {
				return await ask();
			} catch (error) {
				const waitMs = askedWaitMs(error);
				if (waitMs === null || waitMs > longestWaitMs || tries === triesMax) throw error;
				opensAt = Math.max(opensAt, clock.elapsed() + waitMs);
			}
		}
	};
}
function askedWaitMs(error) {
	return error instanceof ApiError && isRetryable(error.code) ? error.retryAfterMs : null;
}
// packages/client/src/rest-transport.ts
/** The slowest answer, a log-in under load say, takes a few seconds. */
const answerTimeoutMs = 3e4;
/** The server refuses a request under another person's session with 409 `other-user`. */
const userHeader = "Confab-User";
/** JSON over HTTP. Answers are the server's own and not checked again; errors become `ApiError`. */
function createTransport(options) {
	const { person } = options;
	const send = options.fetch ?? ((input, init) => fetch(input, init));
	const origin = options.baseUrl.replace(/\/+$/, "");
	const clock = options.clock ?? systemClock;
	const read = createReadPatience(clock);
	let token = options.token ?? null;
	let givenUp = new AbortController();
	function headersOf(body) {
		const headers = new Headers({ accept: "application/json" });
		const userId = person?.userId() ?? null;
		if (token) headers.set("authorization", `Bearer ${token}`);
		else if (userId !== null) headers.set(userHeader, encodeURIComponent(userId));
		if (body !== void 0) headers.set("content-type", "application/json");
		return headers;
	}
	/** A connection that died without a word, or a proxy that waits for ever, would leave the caller waiting for ever too. */
	async function ask(request) {
		const answer = Promise.withResolvers();
		const gaveUp = new AbortController();
		const cancel = clock.after(answerTimeoutMs, () => {
			gaveUp.abort();
			answer.reject(noAnswer(new DOMException(`no answer within ${answerTimeoutMs} ms`, "TimeoutError")));
		});
		askUntil(request, gaveUp.signal).then(answer.resolve, answer.reject);
		try {
			return await answer.promise;
		} finally {
			cancel();
		}
	}
	async function askUntil({ method, path, body, signal }, gaveUp) {
		if (person?.isOther()) throw otherUser();
		const init = {
			method,
			headers: headersOf(body),
			credentials: token ? "omit" : "same-origin"
		};
		if (body !== void 0) init.body = JSON.stringify(body);
		init.signal = AbortSignal.any([signal, gaveUp]);
		const response = await send(origin + path, init).catch((error) => {
			throw signal.aborted ? error : noAnswer(error);
		});
		if (response.ok) return response.status === 204 ? void 0 : readJson(response);
		const problem = await readProblem(response);
		if (problem.code === "other-user") person?.foundOther();
		throw problem;
	}
	return {
		setToken(next) {
			token = next;
		},
		giveUp() {
			givenUp.abort();
			givenUp = new AbortController();
		},
		async request(method, path, body, given = {}) {
			const { isPatient = true } = given;
			const signal = given.signal ? AbortSignal.any([given.signal, givenUp.signal]) : givenUp.signal;
			const once = () => ask({
				method,
				path,
				body,
				signal
			});
			return await (method === "GET" && isPatient ? read(once, signal) : once());
		}
	};
}
function otherUser() {
	return new ApiError({
		code: "other-user",
		status: 409,
		detail: "Another person is logged in here now."
	});
}
function noAnswer(cause) {
	return new ApiError({
		code: "network",
		status: 0,
		detail: "The server could not be reached.",
		cause
	});
}
async function readJson(response) {
	try {
		return await response.json();
	} catch (cause) {
		throw new ApiError({
			code: "bad-answer",
			status: response.status,
			detail: "The server gave an answer that is not JSON.",
			cause
		});
	}
}
async function readProblem(response) {
	const retryAfterMs = readRetryAfter(response);
	const body = await response.json().catch(() => null);
	if (isProblem(body)) return new ApiError({
		code: body.code,
		status: response.status,
		detail: body.detail,
		errors: body.errors,
		current: body.current,
		retryAfterMs
	});
	return new ApiError({
		code: codeOfProxy(response.status),
		status: response.status,
		detail: `The server answered with status ${response.status}.`,
		retryAfterMs
	});
}
/** A proxy in front of the server answers in its own way while the server restarts, or where it counts requests itself. */
function codeOfProxy(status) {
	if (status === 429) return "rate-limited";
	return status === 502 || status === 503 || status === 504 ? "unavailable" : "bad-answer";
}
function isProblem(body) {
	return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
/** Seconds, or a date as proxies give it (RFC 9110, 10.2.3), by the server's own clock where it says what it is. */
function readRetryAfter({ headers }) {
	const text = headers.get("retry-after");
	if (text === null || text === "") return null;
	const seconds = Number(text);
	if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1e3 : null;
	const ms = Date.parse(text) - (Date.parse(headers.get("date") ?? "") || Date.now());
	return Number.isNaN(ms) ? null : Math.max(0, ms);
}
// packages/client/src/rest.ts
/**
* The REST endpoints, typed. Every method rejects with an `ApiError`: `code`, `status`, `detail`, `errors` per field,
* `retryAfterMs`. A read that the server refuses for up to a minute waits and is asked again. With `token` it authenticates by Bearer, without by the browser's cookie.
*/
function createRestClient(options) {
	const transport = createTransport(options);
	return {
		/** Authenticates the requests from now on; null leaves it to the cookie. */
		setToken: (token) => transport.setToken(token),
		/** Rejects what is under way or waits with an `AbortError`. */
		giveUp: () => transport.giveUp(),
		...accountMethods(transport),
		...chatMethods(transport),
		...memberMethods(transport),
		...messageMethods(transport)
	};
}
function accountMethods({ request }) {
	return {
		register: (body) => request("POST", "/api/auth/register", body),
		login: (body) => request("POST", "/api/auth/login", body),
		logout: () => request("POST", "/api/auth/logout"),
		me: async (options) => (await request("GET", "/api/auth/me", void 0, options)).user,
		updateMe: async (body) => (await request("PATCH", "/api/auth/me", body)).user,
		/** Ends all other sessions of the account. */
		changePassword: (body) => request("POST", "/api/auth/password", body),
		sessions: async () => (await request("GET", "/api/auth/sessions")).sessions,
		endSession: (sessionId) => request("DELETE", `/api/auth/sessions/${segment(sessionId)}`),
		/** A page of all people, by name; `query` is a part of a name. `limit` 1–200, 50 unless set. */
		users: (query = {}, options) => request("GET", `/api/auth/users${queryString(query)}`, void 0, options),
		/** These people, those that exist, in no particular order. At most 200 ids. */
		usersById: async (ids) => (await request("GET", `/api/auth/users${queryString({ ids: ids.join(",") })}`)).users,
		/** A JWT that names user and session, for 15 minutes. */
		token: () => request("POST", "/api/auth/token"),
		/** Single use, 30 s: for a WebSocket client that can set neither cookie nor header. */
		wsTicket: (options) => request("POST", "/api/auth/ws-ticket", void 0, options)
	};
}
function chatMethods({ request }) {
	return {
		/** The one direct chat with this person, made if there is none. */
		createDirectChat: (userId) => request("POST", "/api/chats", {
			kind: "direct",
			memberIds: [userId]
		}),
		createGroup: (name, memberIds) => request("POST", "/api/chats", {
			kind: "group",
			name,
			memberIds
		}),
		/** All of them, last spoken in first. */
		chats: () => allChats(request),
		chat: (chatId) => request("GET", chatPath(chatId)),
		/** Who removed me from a chat that I am not in any more; `not-found` where nobody did. */
		removal: (chatId) => request("GET", `${chatPath(chatId)}/removal`),
		renameChat: (chatId, name) => request("PATCH", chatPath(chatId), { name }),
		activeUsers: (chatId) => request("GET", `${chatPath(chatId)}/active-users`),
		markRead: (chatId, seq) => request("POST", `${chatPath(chatId)}/read`, { seq })
	};
}
async function allChats(request) {
	const pageAfter = (cursor) => request("GET", `/api/chats${queryString({ cursor })}`);
	const first = await pageAfter();
	if (!first.nextCursor) return first.chats;
	const later = [];
	for (let cursor = first.nextCursor; cursor !== null;) {
		const page = await pageAfter(cursor);
		later.push(...page.chats);
		cursor = page.nextCursor;
	}
	const front = (await pageAfter()).chats;
	const chats = /* @__PURE__ */ new Map();
	for (const chat of [
		...front,
		...first.chats,
		...later
	]) if (!chats.has(chat.id)) chats.set(chat.id, chat);
	return [...chats.values()];
}
function memberMethods({ request }) {
	return {
		addMembers: (chatId, userIds) => request("POST", `${chatPath(chatId)}/members`, { userIds }),
		/** With the own id: leaves the chat. */
		removeMember: (chatId, userId) => request("DELETE", memberPath(chatId, userId)),
		changeRole: (chatId, userId, role) => request("PUT", memberPath(chatId, userId), { role })
	};
}
function messageMethods({ request }) {
	return {
		/** A page, ascending by `seq`; the newest without a bound. `limit` 1–200, 50 unless set. */
		messages: (chatId, query = {}, options) => request("GET", `${chatPath(chatId)}/messages${queryString(query)}`, void 0, options),
		sendMessage: (chatId, body) => request("POST", `${chatPath(chatId)}/messages`, body),
		editMessage: (place, content, from = {}) => request("PATCH", messagePath(place), {
			content,
			...from
		}),
		deleteMessage: (place) => request("DELETE", messagePath(place)),
		react: (place, emoji, on) => request(on ? "PUT" : "DELETE", `${messagePath(place)}/reactions/${segment(emoji)}`)
	};
}
function chatPath(chatId) {
	return `/api/chats/${segment(chatId)}`;
}
function memberPath(chatId, userId) {
	return `${chatPath(chatId)}/members/${segment(userId)}`;
}
function messagePath(place) {
	return `${chatPath(place.chatId)}/messages/${segment(place.id)}`;
}
function segment(text) {
	return encodeURIComponent(text);
}
function queryString(query) {
	const set = Object.entries(query).filter(([, value]) => value !== void 0);
	return set.length === 0 ? "" : `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString()}`;
}
// packages/client/src/event-facts.ts
/** The messages that an event carries. */
function messagesOf(event) {
	if (event.type === "message") return [event.message];
	return event.type === "changes" ? event.messages : [];
}
/** What an event that was applied to `before` changed: not what was seen already, or has to wait for a catch-up. */
function changesBetween(before, after, event) {
	return messagesOf(event).flatMap((message) => {
		const chatBefore = before.chats.get(message.chatId);
		const chatAfter = after.chats.get(message.chatId);
		if (!chatBefore || !chatAfter || message.rev <= chatBefore.rev || message.rev > chatAfter.rev) return [];
		return [{
			message,
			isNew: isNewMessage(chatBefore, message)
		}];
	});
}
/** People whom messages name and whose profiles a view will want. */
function namedUsers(messages) {
	return new Set(messages.flatMap((message) => [message.senderId, ...usersOfEvent(message)]));
}
function usersOfEvent({ event }) {
	switch (event?.type) {
		case "members-added": return event.userIds;
		case "member-removed":
		case "member-left":
		case "role-changed": return [event.userId];
		default: return [];
	}
}
/** The own messages of those that an event brings, by the ids under which they wait in the outbox. */
function ownMessages(messages, userId) {
	return messages.flatMap((message) => message.senderId === userId && message.clientId !== null ? [{
		...message,
		clientId: message.clientId
	}] : []);
}
function lastMessagesOf(event) {
	return (event.type === "chats" ? event.chats : event.type === "reset" ? [event.chat] : []).flatMap((chat) => chat.lastMessage ?? []);
}
// packages/client/src/state.ts
function initialState(now, me = null, userId = me?.id ?? null) {
	return {
		connection: {
			status: "offline",
			since: now,
			retryAt: null
		},
		me,
		userId,
		epoch: null,
		welcomedEpoch: null,
		chatsLoaded: false,
		chats: /* @__PURE__ */ new Map(),
		generations: 0,
		users: new Map(me ? [[me.id, publicProfile(me)]] : []),
		unsentIsKept: true,
		presence: /* @__PURE__ */ new Map()
	};
}
function publicProfile({ email: _email, ...user }) {
	return user;
}
/** Chats, last spoken in first. Sort once per change of `state.chats`. */
function chatsByRecency(chats) {
	return [...chats.values()].toSorted((a, b) => compareText(spokenAt(b), spokenAt(a)) || compareText(a.id, b.id));
}
function spokenAt(chat) {
	return chat.lastMessage?.createdAt ?? chat.createdAt;
}
function compareText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
// packages/client/src/resume.ts
/** Of a frame's bytes, for what is not a cursor. */
const headBytes = 512;
/** What this client holds (D15). Chats beyond the bounds are left out, the longest silent first: they come whole. */
function resumeCommand(state) {
	const cursors = {};
	let bytes = headBytes;
	for (const { id, rev } of chatsByRecency(state.chats).slice(0, limits.cursorsMax)) {
		bytes += `"${id}":${rev},`.length;
		if (bytes > limits.frameBytesMax) break;
		cursors[id] = rev;
	}
	return {
		type: "resume",
		epoch: state.epoch,
		cursors
	};
}
// packages/client/src/waiting-changes.ts
/** The changes that wait for the server, spread over the chats. */
function applyWaiting(state, changes) {
	const byChat = Map.groupBy(changes, ({ chatId }) => chatId);
	let next = state;
	for (const chat of state.chats.values()) {
		const own = byChat.get(chat.id) ?? [];
		if (!isSameList(own, chat.waitingChanges)) next = updateChat(next, chat.id, (known) => ({
			...known,
			waitingChanges: own
		}));
	}
	return next;
}
// packages/client/src/session.ts
/** Where a server refuses a command for now and does not say for how long. */
const refusedAgainMs = 1e3;
/** Read receipts are shown in small chats; of a large one the members alone are a megabyte. */
const receiptMembersMax = 100;
/** What each frame of the server sets off, beside the change of the state itself. */
function createSession(parts) {
	const { store, connection, outbox, interests } = parts;
	const refreshing = /* @__PURE__ */ new Set();
	let isCaughtUp = false;
	let cancelResume = null;
	function receive(event) {
		const before = store.get();
		if (event.type === "welcome" && before.userId !== null && before.userId !== event.userId) {
			connection.leaveToOther();
			return;
		}
		store.batch(() => {
			store.update((state) => applyEvent(state, event, parts.clock.elapsed()));
			follow(event);
			settle([...messagesOf(event), ...lastMessagesOf(event)]);
		});
		const changes = changesBetween(before, store.get(), event);
		if (changes.length > 0) parts.tellMessages(changes);
	}
	function follow(event) {
		switch (event.type) {
			case "welcome":
				parts.pacer.begin(event.commandRate);
				resume();
				break;
			case "ready":
				isCaughtUp = true;
				becomeLive();
				break;
			case "ack":
				parts.deliveries.resolve(event.clientId, event);
				outbox.acknowledge(event);
				parts.changes.found([event]);
				break;
			case "error":
				refuse(event);
				break;
			case "chats":
				takeOver(event.chats.map((chat) => chat.id));
				break;
			case "reset":
				takeOver([event.chatId]);
				break;
			case "message":
				healGap(event.message.chatId);
				trimUnseen(event.message.chatId);
				break;
			case "changes":
			case "read":
				refreshUnsure(event.chatId);
				break;
			case "typing": parts.typingExpiry.schedule();
		}
	}
	function resume() {
		cancelResume?.();
		cancelResume = null;
		isCaughtUp = false;
		parts.pacer.say(resumeCommand(store.get()));
	}
	function becomeLive() {
		connection.becameLive();
		interests.tellAll();
		for (const chatId of interests.openChatIds()) refreshOpened(chatId);
		parts.readMarks.tellAll();
		outbox.goLive();
		parts.changes.goLive();
		const members = [...store.get().chats.values()].flatMap((chat) => chat.members.map((member) => member.userId));
		ignoreFailure(parts.profiles.load(members));
	}
	/** The frame refuses a message, another command that names its chat, or one that names nothing. */
	function refuse(event) {
		const { clientId, chatId, code } = event;
		const retryAfterMs = event.retryAfterMs ?? refusedAgainMs;
		if (code === "rate-limited") parts.pacer.holdOff(retryAfterMs);
		if (clientId !== void 0) outbox.refuse({
			...event,
			clientId
		});
		else if (isRetryable(code)) sayAgain(chatId, retryAfterMs);
	}
	/** Which of the commands it was is not said: each can be said twice. */
	function sayAgain(chatId, afterMs) {
		if (chatId !== void 0) parts.readMarks.tellLater(chatId, afterMs);
		if (!isCaughtUp) cancelResume ??= parts.clock.after(afterMs, resume);
		else interests.tellLater(chatId, afterMs);
	}
	/** The connection is gone, and with it what was to be said on it. */
	function disconnected() {
		cancelResume?.();
		cancelResume = null;
		parts.pacer.end();
		interests.stop();
	}
	/** Chats that came whole. */
	function takeOver(chatIds) {
		store.update((state) => applyWaiting(applyPending(state, outbox.pending()), parts.changes.waiting()));
		for (const chatId of chatIds) {
			interests.tellOpen(chatId);
			if (parts.changes.waiting().some((it) => it.change === "withdraw" && it.chatId === chatId) || interests.isOpen(chatId)) ignoreFailure(parts.loadNewest(chatId));
		}
	}
	/** A change is missing (D7): a new connection is told exactly what came since. */
	function healGap(chatId) {
		if (store.get().chats.get(chatId)?.sync.behind) connection.restart();
	}
	/** A client that runs for months, a bot say, keeps no history that nobody looks at. */
	function trimUnseen(chatId) {
		const chat = store.get().chats.get(chatId);
		if (chat && !interests.isOpen(chatId) && isLong(chat.log)) store.update((state) => trimChat(state, chatId));
	}
	function refreshUnsure(chatId) {
		if (store.get().chats.get(chatId)?.sync.unreadUnsure) ignoreFailure(refreshChat(chatId));
	}
	/** Fetches what the stream does not carry: the exact unread count, and others' read positions. */
	async function refreshChat(chatId) {
		const asked = store.get().chats.get(chatId);
		if (!asked || refreshing.has(chatId)) return;
		refreshing.add(chatId);
		try {
			const chat = await parts.rest.chat(chatId);
			store.update((state) => takeFetchedChat(state, chat, asked));
		} finally {
			refreshing.delete(chatId);
		}
		refreshUnsure(chatId);
	}
	/** Messages arrived, by whichever way: what waited for them is done, who is in them gets known. */
	function settle(messages) {
		const { chats, userId } = store.get();
		if (outbox.pending().length > 0) {
			const own = ownMessages(messages, userId);
			for (const message of own) parts.deliveries.resolve(message.clientId, message);
			outbox.settle(own);
			outbox.settleUpTo((chatId) => chats.get(chatId)?.rev);
		}
		if (parts.changes.waiting().length > 0) parts.changes.found(ownMessages(messages, userId));
		if (messages.length > 0) ignoreFailure(parts.profiles.load(namedUsers(messages)));
	}
	/** Read positions of others move only in chats that are open: fetch what moved before. */
	function refreshOpened(chatId) {
		const { connection: link, chats } = store.get();
		const chat = chats.get(chatId);
		if (link.status === "live" && chat && chat.members.length <= receiptMembersMax) ignoreFailure(refreshChat(chatId));
	}
	return {
		receive,
		settle,
		refreshOpened,
		disconnected
	};
}
/** The state says what is missing, and the next look at it asks again. */
function ignoreFailure(work) {
	work.catch(() => void 0);
}
// packages/client/src/store.ts
function createStore(initial, clock) {
	const listeners = /* @__PURE__ */ new Set();
	let state = initial;
	let told = initial;
	let depth = 0;
	function batch(run) {
		depth += 1;
		try {
			return run();
		} finally {
			depth -= 1;
			if (depth === 0) tell();
		}
	}
	function tell() {
		if (told === state) return;
		told = state;
		for (const listener of listeners) listener();
	}
	function subscribe(listener) {
		listeners.add(listener);
		return () => listeners.delete(listener);
	}
	return {
		get: () => state,
		update: (change) => batch(() => {
			state = change(state);
		}),
		batch,
		subscribe,
		until(predicate, timeoutMs) {
			if (predicate(state)) return Promise.resolve(state);
			return new Promise((resolve, reject) => {
				const stop = subscribe(() => {
					if (!predicate(state)) return;
					finish();
					resolve(state);
				});
				const cancel = clock.after(timeoutMs, () => {
					finish();
					reject(new DOMException(`the client's state did not fit within ${timeoutMs} ms`, "TimeoutError"));
				});
				const finish = () => {
					stop();
					cancel();
				};
			});
		}
	};
}
// packages/client/src/typing-expiry.ts
/** Ends what nobody ends: people who stopped typing without a word. */
function createTypingExpiry({ store, clock }) {
	let cancel = null;
	function schedule() {
		if (cancel) return;
		const next = nextTypingExpiry(store.get());
		if (next === null) return;
		cancel = clock.after(Math.max(0, next - clock.elapsed()), () => {
			cancel = null;
			store.update((state) => expireTyping(state, clock.elapsed()));
			schedule();
		});
	}
	return {
		schedule,
		stop() {
			cancel?.();
			cancel = null;
		}
	};
}
// packages/client/src/client.ts
const untilTimeoutMs = 5e3;
/** A client for one person. Nothing happens before `connect`. */
function createClient(options = {}) {
	const parts = assemble(options);
	const { store, rest, connection, outbox, changes, deliveries, interests, history, profiles, session } = parts;
	let stopWaking = null;
	function stop() {
		stopWaking?.();
		stopWaking = null;
		connection.stop();
		parts.readMarks.stop();
		parts.typingExpiry.stop();
	}
	const client = {
		rest,
		getState: () => store.get(),
		subscribe: (listener) => store.subscribe(listener),
		onMessage(listener) {
			parts.messageListeners.add(listener);
			return () => parts.messageListeners.delete(listener);
		},
		until: (predicate, { timeoutMs = untilTimeoutMs } = {}) => store.until(predicate, timeoutMs),
		connect() {
			stopWaking ??= (options.lifecycle ?? systemLifecycle).onWake(() => connection.wake());
			connection.start();
			adoptEntries(parts).catch(() => void 0);
		},
		showAhead: (known) => store.update((state) => takeChatAhead(state, known)),
		async close() {
			stop();
			outbox.close();
			changes.close();
			deliveries.close();
			rest.giveUp();
			await parts.saver.close();
		},
		[Symbol.asyncDispose]: () => client.close(),
		send(chatId, content) {
			const message = store.batch(() => outbox.add(chatId, content));
			interests.stoppedTyping(chatId);
			return {
				...message,
				delivered: deliveries.expect(message.clientId)
			};
		},
		retry: (clientId) => store.batch(() => outbox.retry(clientId)),
		changePending: (clientId, content) => store.batch(() => outbox.change(clientId, content)),
		discard(clientId) {
			deliveries.discard(clientId);
			return store.batch(() => outbox.discard(clientId));
		},
		react(place, emoji, on) {
			const { chatId, id, seq } = place;
			if (!stopWaking) return showAnswer(store, rest.react(place, emoji, on));
			return store.batch(() => changes.add({
				change: "react",
				chatId,
				messageId: id,
				seq,
				emoji,
				on
			}));
		},
		onChangeRefused(listener) {
			parts.refusalListeners.add(listener);
			return () => parts.refusalListeners.delete(listener);
		},
		openChat(chatId) {
			interests.openChat(chatId);
			history.loadNewest(chatId).catch(() => void 0);
			session.refreshOpened(chatId);
		},
		closeChat: (chatId) => interests.closeChat(chatId),
		typing: (chatId) => interests.typing(chatId),
		markRead: (chatId, seq) => parts.readMarks.mark(chatId, seq),
		watchPresence: (userIds) => interests.watchPresence(userIds),
		loadUsers: (userIds) => profiles.load(userIds),
		...history,
		...createChatActions({
			store,
			rest
		})
	};
	return client;
}
/** Wires the parts: each knows only what it is handed. */
function assemble(options) {
	const clock = options.clock ?? systemClock;
	const random = options.random ?? Math.random;
	const baseUrl = options.baseUrl ?? globalThis.location.origin;
	const storage = options.storage ?? memoryOutboxStorage();
	const me = options.me ?? null;
	const store = createStore(initialState(clock.now(), me, whose(me, storage)), clock);
	const rest = createRestClient({
		baseUrl,
		token: options.token,
		...options.fetch && { fetch: options.fetch },
		clock,
		person: {
			userId: () => store.get().userId,
			isOther: () => store.get().connection.status === "other-user",
			foundOther: () => connection.leaveToOther()
		}
	});
	const deliveries = createDeliveries();
	const saver = createOutboxSaver(storage, (isKept) => store.update((state) => setUnsentKept(state, isKept)));
	const refusalListeners = /* @__PURE__ */ new Set();
	const messageListeners = /* @__PURE__ */ new Set();
	const profiles = createProfiles({
		store,
		rest
	});
	const connection = createConnection({
		WebSocket: options.WebSocket ?? globalThis.WebSocket,
		clock,
		random,
		findUrl: () => findSocketUrl(baseUrl, options.token === void 0 ? null : rest),
		checkSession: () => rest.me({ isPatient: false }),
		onTooLarge: () => outbox.refuseLargest(),
		onEvent: (event) => session.receive(event),
		onState(state) {
			store.batch(() => {
				store.update((known) => setConnection(known, state));
				if (state.status === "live") return;
				session.disconnected();
				outbox.goOffline();
				changes.goOffline();
			});
			if (state.status === "live") adoptEntries({
				saver,
				store,
				outbox,
				changes
			}).catch(() => void 0);
			if (state.status === "live" && !store.get().me) fetchMe({
				store,
				rest,
				connection
			}).catch(() => void 0);
		}
	});
	const changes = createChangeQueue({
		clock,
		random,
		make: (change) => makeChange(change, {
			store,
			rest
		}),
		changed(waiting) {
			saver.saveChanges(waiting);
			store.update((state) => applyWaiting(state, waiting));
		},
		refused(change, error) {
			for (const listener of refusalListeners) listener({
				change,
				error
			});
		}
	});
	const outbox = createOutbox({
		clock,
		random,
		mayTransmit: () => pacer.take(),
		transmit: ({ chatId, clientId, content, sentAs }) => connection.send({
			type: "send",
			chatId,
			clientId,
			content: sentAs ?? content
		}),
		changed: (pending) => store.update((state) => applyPending(state, pending)),
		save: (messages) => saver.saveMessages(messages),
		edit: ({ chatId, id, seq }, content) => void changes.add({
			change: "edit",
			chatId,
			messageId: id,
			seq,
			content
		}).catch(() => void 0),
		withdraw({ acknowledged, chatId, clientId }) {
			changes.withdraw({
				chatId,
				clientId
			});
			if (acknowledged) changes.found([{
				...acknowledged,
				chatId,
				clientId
			}]);
		},
		failed: (clientId, error) => deliveries.reject(clientId, error)
	});
	const pacer = createCommandPacer({
		clock,
		transmit: (command) => connection.send(command),
		whenFree: () => store.batch(() => outbox.pump())
	});
	const send = (command) => pacer.say(command);
	const interests = createInterests({
		store,
		clock,
		send
	});
	const readMarks = createReadMarks({
		store,
		clock,
		send
	});
	const typingExpiry = createTypingExpiry({
		store,
		clock
	});
	const history = createHistory({
		store,
		rest,
		received: (messages) => session.settle(messages)
	});
	const session = createSession({
		store,
		clock,
		rest,
		connection,
		outbox,
		changes,
		pacer,
		deliveries,
		interests,
		readMarks,
		profiles,
		typingExpiry,
		loadNewest: (chatId) => history.loadNewest(chatId),
		tellMessages(told) {
			for (const change of told) for (const listener of messageListeners) listener(change);
		}
	});
	return {
		rest,
		store,
		deliveries,
		messageListeners,
		refusalListeners,
		profiles,
		connection,
		saver,
		outbox,
		changes,
		interests,
		readMarks,
		typingExpiry,
		history,
		session
	};
}
/** The standard WebSocket can't carry a token: a ticket, good for one use, stands in for it. */
async function findSocketUrl(baseUrl, rest) {
	const url = `${baseUrl.replace(/^http/, "ws").replace(/\/+$/, "")}/api/ws`;
	if (!rest) return url;
	const { ticket } = await rest.wsTicket();
	return `${url}?ticket=${encodeURIComponent(ticket)}`;
}
async function fetchMe(parts) {
	const me = await parts.rest.me();
	if (me.id !== parts.store.get().userId) parts.connection.leaveToOther();
	else parts.store.update((state) => setMe(state, me));
}
/** The person whose client this is, as far as it was told. */
function whose(me, { userId: ofStorage = null }) {
	if (me && ofStorage !== null && ofStorage !== me.id) throw new Error("The outbox is not that of the person.");
	return me?.id ?? ofStorage;
}
/** What earlier clients left behind. */
async function adoptEntries(parts) {
	const entries = await parts.saver.adopt();
	parts.store.batch(() => {
		parts.outbox.adopt(entries.filter(isMessage));
		parts.changes.adopt(entries.filter(isChange));
	});
}
export { createClient };
