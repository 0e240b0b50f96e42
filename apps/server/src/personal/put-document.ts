import { type DocumentKind, documentLimits, findDocumentKind, idOfKey, kindOfKey } from '@confab/protocol';
import { ApiError } from '../http/api-error.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { type DocumentBounds, type DocumentPut, putDocumentRule } from './document-rules.ts';

export interface PutContext {
  writer: LogWriter;
  stampNow: () => number;
  /** Others than those of the protocol are for tests. */
  documentBounds?: DocumentBounds;
}

/** Keeps one of the caller's own documents, or deletes it where `value` is null. Answers the `rev` that shows it. */
export async function putDocument(
  { writer, stampNow, documentBounds: bounds = documentLimits }: PutContext,
  { userId, key, value, by }: Pick<DocumentPut, 'userId' | 'key' | 'by'> & { value: unknown },
): Promise<{ rev: number }> {
  const kind = findKind(key);
  const json = value === null ? null : encodeValue(kind, value);
  const { countMax, bytesMax, tombstonesMax, writersKept } = bounds;
  const command = putDocumentRule.command({
    userId,
    key,
    value: json,
    kindMax: kind.max,
    by,
    bounds: { countMax, bytesMax, tombstonesMax, writersKept },
    at: stampNow(),
  });
  return await submit(writer, command);
}

/** What the server says there is no client’s to change. */
export function refuseOfServer(key: string): void {
  const kind = kindOfKey(key);
  if (findDocumentKind(kind)?.isOfServer)
    throw new ApiError('forbidden', `The server alone keeps documents of the kind "${kind}".`);
}

function findKind(key: string): DocumentKind {
  const name = kindOfKey(key);
  const kind = findDocumentKind(name);
  if (!kind) throw invalid('key', `There is no kind of document called "${name}".`);
  if (kind.hasIds === (idOfKey(key) !== null)) return kind;
  throw invalid('key', kind.hasIds ? `Name one of them: "${name}/ID".` : `There is only one, under "${name}".`);
}

function encodeValue(kind: DocumentKind, value: unknown): string {
  const { success, data, error } = kind.value.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    throw invalid(['value', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'not valid');
  }
  const json = JSON.stringify(data);
  const most = Math.min(kind.maxBytes, documentLimits.valueBytesMax);
  if (Buffer.byteLength(json) <= most) return json;
  throw new ApiError('too-large', `A document of the kind "${kind.kind}" has at most ${most} bytes.`);
}

function invalid(path: string, message: string): ApiError {
  return new ApiError('invalid-request', `The document can't be kept: ${path}: ${message}`, {
    errors: [{ path, message }],
  });
}
