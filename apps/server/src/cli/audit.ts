import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { countUnsealed, createAudit, readAudit, toAuditLines, verifyAudit } from '../audit/index.ts';
import type { Storage } from '../storage/index.ts';
import { openExisting, parsePlace } from './place.ts';
import { UsageError } from './usage.ts';

type Say = (line: string) => void;

/** The chain is broken. The message says where. */
class BrokenAuditError extends Error {
  override readonly name = 'BrokenAuditError';
}

/** `confab audit verify`: names the first entry that is not as it was. `known` is what an earlier run said. */
export async function verifyAuditCommand(place: string, known: string | undefined, say: Say): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  try {
    const { isSound, entries, head, broken } = await verifyAudit(storage, readKnown(known));
    if (!isSound) throw new BrokenAuditError(`The audit log is broken at entry ${broken?.seq}: ${broken?.reason}.`);
    say(`The audit log is whole: ${entries} entries.`);
    if (head) say(`Its last one is ${head.seq}:${head.hash} (write it down elsewhere, and say it next time: --known).`);
    await sayUnsealed(storage, say);
  } finally {
    await storage.close();
  }
}

function readKnown(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, seq, hash] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new UsageError('--known is what "audit verify" said: SEQ:HASH.');
  return { seq: Number(seq), hash };
}

/** `confab audit export`: all entries, as JSON lines. */
export async function exportAuditCommand(place: string, to: string, say: Say): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  try {
    const deed = { action: 'export.made', target: null, details: { what: 'audit' } } as const;
    await createAudit({ storage, now: Date.now }).note(deed, { userId: null });
    let count = 0;
    async function* lines(): AsyncGenerator<string> {
      for await (const rows of readAudit(storage)) {
        count += rows.length;
        yield await toAuditLines(storage, rows);
      }
    }
    await pipeline(Readable.from(lines()), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
    say(`${count} entries are in ${to}.`);
    await sayUnsealed(storage, say);
  } finally {
    await storage.close();
  }
}

/** What was done since the last node stopped, by commands like this one. */
async function sayUnsealed(storage: Storage, say: Say): Promise<void> {
  const count = await countUnsealed(storage);
  if (count > 0) say(`Not in it yet: ${count} that the next start puts at its end.`);
}
