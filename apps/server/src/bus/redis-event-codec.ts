import { isChange, type BusEvent, type ChangeEvent, type FeatureEvent } from './bus.ts';

/** What travels through Redis: an event, or word that the sending node could not send some. */
export type RedisMessage = { from: string; event: BusEvent } | { from: string; event: null };

/** Raised when the format changes: while nodes of two versions run, each ignores what it can't read, as if it were lost. */
const version = 'confab1';

/**
 * A line that says what it is, then the body. The message of a change is not encoded again: its text is carried as it
 * is, with its length in front so that a torn one is noticed without parsing it.
 */
export function encodeEvent(nodeId: string, event: BusEvent): string {
  if (!isChange(event)) return `${version} ${nodeId} event\n${JSON.stringify(event)}`;
  const { chatId, seq, rev, kind, json } = event;
  return `${version} ${nodeId} change ${chatId} ${rev} ${kind} ${json.length} ${seq}\n${json}`;
}

export function encodeLoss(nodeId: string): string {
  return `${version} ${nodeId} lost\n`;
}

/** Null for whatever no node of this version has sent. */
export function decodeMessage(payload: string): RedisMessage | null {
  const lineEnd = payload.indexOf('\n');
  const [sentVersion, from, what, ...rest] = payload.slice(0, Math.max(0, lineEnd)).split(' ');
  if (sentVersion !== version || !from) return null;
  if (what === 'lost') return { from, event: null };
  const body = payload.slice(lineEnd + 1);
  const event = what === 'change' ? decodeChange(rest, body) : what === 'event' ? decodeOther(body) : null;
  return event && { from, event };
}

function decodeChange([chatId, revText, kind, length, seqText]: readonly string[], json: string): ChangeEvent | null {
  const rev = Number(revText);
  const seq = Number(seqText ?? seqIn(json));
  if (!chatId || !isNumber(rev) || !isNumber(seq) || Number(length) !== json.length) return null;
  if (kind !== 'text' && kind !== 'system') return null;
  return { type: 'change', chatId, seq, rev, kind, json };
}

/** Nodes of the version before do not name it. Nothing that people wrote stands before it. */
function seqIn(json: string): string | undefined {
  return /"seq":(\d+)/.exec(json)?.[1];
}

function isNumber(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

/** Only the form: what is in it concerns who declared the type. */
function decodeOther(body: string): FeatureEvent | null {
  try {
    const event: unknown = JSON.parse(body);
    return isFeatureEvent(event) ? event : null;
  } catch {
    return null;
  }
}

function isFeatureEvent(event: unknown): event is FeatureEvent {
  if (typeof event !== 'object' || event === null || !('type' in event)) return false;
  return typeof event.type === 'string' && event.type !== 'change';
}
