/**
 * A document is found under a key: its kind alone (`theme`), or its kind and the id of what it is about (`draft/CHAT`).
 * In a file without schemas, so that a browser can have it for its size.
 */
export const documentKeyPattern = /^[a-z][a-z0-9-]{0,31}(?:\/[A-Za-z0-9._-]{1,64})?$/;

/** Bounds of what one person keeps. Bytes are those of the values' JSON in UTF-8. */
export const documentLimits = {
  /** All that is kept at once, deleted ones not counted. */
  countMax: 5_000,
  bytesMax: 2 * 1024 * 1024,
  /** Deleted documents that are remembered. A cursor from before the oldest of them gets a reset. */
  tombstonesMax: 1_000,
  /** No kind allows more for one document. */
  valueBytesMax: 48 * 1024,
  /** Arrays and objects within each other. */
  depthMax: 16,
  /** Documents in one page, unless fewer are asked for. */
  pageMax: 100,
  /** A page ends after the document that takes it past this. */
  pageBytes: 128 * 1024,
  /** Writers of one person whose last put is known: a retry of an older writer's counts as a new put. */
  writersKept: 50,
  writerMax: 40,
} as const;

export function documentKey(kind: string, id: string | null = null): string {
  return id === null ? kind : `${kind}/${id}`;
}

export function kindOfKey(key: string): string {
  const end = key.indexOf('/');
  return end < 0 ? key : key.slice(0, end);
}

/** Null where the kind has but one document. */
export function idOfKey(key: string): string | null {
  const end = key.indexOf('/');
  return end < 0 ? null : key.slice(end + 1);
}

/** Whether a value is not deeper than whoever goes through it can go. */
export function isShallow(value: unknown, depthLeft: number = documentLimits.depthMax): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depthLeft > 0 && Object.values(value).every((inner) => isShallow(inner, depthLeft - 1));
}

/** What a put costs of the pace of a connection, in plain commands. `chars`: the length of its JSON. */
export function putCost(chars: number): number {
  return 1 + Math.floor(chars / 4_096);
}

/** In `welcome`: the server keeps documents. */
export const documentsFeature = 'documents';

/** In `welcome`: it takes documents of this kind. */
export function kindFeature(kind: string): string {
  return `${documentsFeature}/${kind}`;
}
