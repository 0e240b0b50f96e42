import { randomUUID } from 'node:crypto';
import type { Health } from '@confab/protocol';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { AdministrationContext } from './administration-context.ts';
import { version as ownVersion } from './version.ts';

interface Row {
  id: string;
  version: string;
  up_since: number;
  seen_at: number;
}
type Tables = { nodes: Row };
type Node = Health['nodes'][number];

/** How often a node says that it is there, and after which silence it is gone. */
export const sayEveryMs = 30_000;
const goneMs = 120_000;

/** The processes that serve this place. A lone one knows that it is, and writes nothing. */
export class Nodes {
  readonly version = ownVersion;
  readonly #context: Pick<AdministrationContext, 'storage' | 'bus' | 'clock'>;
  readonly #id = randomUUID().slice(0, 8);
  readonly #upSince: number;

  constructor(context: Pick<AdministrationContext, 'storage' | 'bus' | 'clock'>) {
    this.#context = context;
    this.#upSince = context.clock.wallNow();
  }

  get isLone(): boolean {
    return this.#context.bus.onEventsLost === undefined;
  }

  /** Here, and whoever was silent for long is not. */
  async say(): Promise<void> {
    if (this.isLone) return;
    const db = this.#context.storage.redoable.$extendTables<Tables>();
    const now = this.#context.clock.wallNow();
    await db
      .insertInto('nodes')
      .values({ id: this.#id, version: this.version, up_since: this.#upSince, seen_at: now })
      .onConflict((it) => it.column('id').doUpdateSet({ seen_at: now }))
      .execute();
    await db
      .deleteFrom('nodes')
      .where('seen_at', '<', now - goneMs)
      .execute();
  }

  /** This one first. */
  async list(): Promise<Node[]> {
    if (this.isLone) return [this.own()];
    const rows = await this.#context.storage.db
      .$extendTables<Tables>()
      .selectFrom('nodes')
      .selectAll()
      .where('id', '<>', this.#id)
      .where('seen_at', '>=', this.#context.clock.wallNow() - goneMs)
      .orderBy('up_since')
      .orderBy('id')
      .execute();
    return [this.own(), ...rows.map(toNode)];
  }

  own(): Node {
    const { clock } = this.#context;
    return toNode({ id: this.#id, version: this.version, up_since: this.#upSince, seen_at: clock.wallNow() });
  }

  async close(): Promise<void> {
    if (this.isLone) return;
    const db = this.#context.storage.redoable.$extendTables<Tables>();
    await db.deleteFrom('nodes').where('id', '=', this.#id).execute();
  }
}

function toNode({ id, version, up_since: upSince, seen_at: seenAt }: Row): Node {
  return { id, version, upSince: encodeTimestamp(upSince), seenAt: encodeTimestamp(seenAt) };
}
