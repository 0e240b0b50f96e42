import { limits } from '@confab/protocol';
import type { z } from 'zod';
import type { CommandPlace, CommandReading, ReadCommand } from './socket-command.ts';

/** Finds the command of a type, or answers undefined where there is none. */
export type FindCommand = (type: string) => { read(json: unknown): CommandReading } | undefined;

type ReadFrame =
  | { command: ReadCommand; fault?: undefined }
  | { command?: undefined; fault: { detail: string; place: CommandPlace } };

/** Undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Escapes count as what they stand for: the same message is as large from every client. So is what is nested too deeply to be written. */
export function isTooBig(json: unknown): boolean {
  if (json === undefined) return true;
  try {
    return Buffer.byteLength(JSON.stringify(json)) > limits.frameBytesMax;
  } catch (error) {
    // The stack is at its end: what is read in a loop is written by functions within each other.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** The command in a frame, or what is wrong with it and, as far as it can be told, which it was meant to be. */
export function readFrame(json: unknown, find: FindCommand): ReadFrame {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { fault: { detail: 'A frame is one JSON object.', place: {} } };
  }
  const { command, error } = find(typeOf(json))?.read(json) ?? {};
  if (command) return { command };
  return { fault: { detail: error ? describe(error) : 'type: no command of this name', place: guessPlace(json) } };
}

/** What a frame says that it is; empty where it says nothing. */
export function typeOf(json: unknown): string {
  const isObject = typeof json === 'object' && json !== null && 'type' in json;
  return isObject && typeof json.type === 'string' ? json.type : '';
}

function describe({ issues }: z.ZodError): string {
  const named = issues
    .slice(0, 5)
    .map(({ path, message }) => [path.map(String).join('.'), message].filter(Boolean).join(': '));
  return named.join('; ');
}

/** The fields that name it. */
const placeFields = ['chatId', 'clientId', 'key'] as const satisfies (keyof CommandPlace)[];
/** Of what is said back. */
const placeCharsMax = 128;

/** Which command a bad frame was meant to be, so that a client can tell which of its sends or puts was refused. */
export function guessPlace(json: unknown): CommandPlace {
  const values = (typeof json === 'object' ? (json ?? {}) : {}) as Record<string, unknown>;
  const named = placeFields.flatMap((field) => {
    const value = values[field];
    return typeof value === 'string' && value.length <= placeCharsMax ? [[field, value]] : [];
  });
  return Object.fromEntries(named) as CommandPlace;
}
