import { expect, it } from 'vitest';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import { Stage, type StageTransport } from '../realtime/stage.ts';
import { encodeDocument } from './document-rules.ts';
import { PersonStream } from './person-stream.ts';

const encode = (rev: number): string => encodeDocument({ key: `draft/${rev}`, rev, value: '{}', updatedAt: 0 });
const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** A person's documents, each change of another key, and a stream of them. */
class Scene {
  readonly stage = new Stage();
  rev = 0;
  forgottenRev = 0;
  reads = 0;
  charged = 0;
  isEmpty = false;
  fails = false;
  gate: Promise<void> = Promise.resolve();
  readonly errors: unknown[] = [];
  readonly stream = new PersonStream({
    read: (after, began) => this.#read(after, began),
    charge: ({ jsons }) => void (this.charged += jsons.length),
    onError: (error) => void this.errors.push(error),
    onEmpty: () => void (this.isEmpty = true),
  });

  async #read(after: number, began: number) {
    this.reads += 1;
    const { rev, forgottenRev, fails } = this;
    await this.gate;
    if (fails) throw new Error('The disk said no.');
    const isFar = after > 0 && forgottenRev > Math.max(after, began);
    const reset = after > rev ? ('cursor-ahead' as const) : isFar ? ('too-far-behind' as const) : null;
    const all = upTo(rev, 1 + (reset ? 0 : after));
    const jsons = all.slice(0, 3).map(encode);
    const more = all.length > 3;
    const upToRev = more ? (all[2] ?? rev) : rev;
    const frame = `{"type":"documents","documents":[${jsons.join()}],"upToRev":${upToRev},"more":${more}}`;
    return { jsons, bytes: 0, upToRev, more, rev, reset, frame: textFrame(frame) };
  }

  /** A change is committed; the bus may tell of it. */
  change(): () => void {
    const rev = (this.rev += 1);
    return () => this.stream.accept(rev, encode(rev));
  }

  /** A client that named this cursor. */
  follow(cursor: number): { connection: Connection; transport: StageTransport; caughtUp: Promise<void> } {
    const one = this.stage.connect('ada', { softQueuedBytes: 1_000 });
    const caughtUp = this.stream.awaitFollower(async () => {
      this.stream.hearOf(this.rev);
      await this.stream.follow(one.connection, cursor);
    });
    return { ...one, caughtUp };
  }
}

interface Told {
  type: string;
  document?: { rev: number };
  documents?: { rev: number }[];
  upToRev?: number;
}

/** What the frames told: `+4` live, `1,2,3` a page. */
function told({ frames }: StageTransport): string[] {
  return (frames as Told[]).map(({ type, document, documents, upToRev }) =>
    document ? `+${document.rev}` : documents ? `${documents.map(({ rev }) => rev).join()} to ${upToRev}` : type,
  );
}

it('[D24] tells what came after the cursor, in pages, and from there on every change once, in order', async () => {
  const scene = new Scene();
  for (const _ of upTo(5)) scene.change();
  const { transport, caughtUp } = scene.follow(1);
  await scene.stage.endTurn();
  await caughtUp;
  const [sixth, seventh] = [scene.change(), scene.change()];
  for (const tell of [sixth, sixth, seventh, sixth]) tell();
  await scene.stage.endTurn();
  expect(told(transport)).toEqual(['2,3,4 to 4', '5 to 5', '+6', '+7']);
  expect(scene.charged).toBe(4);
});

it('says so where there is nothing to tell, without a read', async () => {
  const scene = new Scene();
  scene.change();
  const { transport } = scene.follow(1);
  await scene.stage.endTurn();
  expect(told(transport)).toEqual([' to 1']);
  expect(scene.reads).toBe(0);
});

it('[D24] heals a gap with one read, however many devices follow', async () => {
  const scene = new Scene();
  const devices = upTo(4).map(() => scene.follow(0));
  await scene.stage.endTurn();
  const [, second, third] = [scene.change(), scene.change(), scene.change()];
  third?.();
  second?.();
  await scene.stage.endTurn();
  scene.change()();
  await scene.stage.endTurn();
  for (const { transport } of devices) expect(told(transport)).toEqual([' to 0', '1,2,3 to 3', '+4']);
  expect(scene.reads).toBe(1);
});

it('[D24] a change that is told while a page is read is told once', async () => {
  const scene = new Scene();
  for (const _ of upTo(2)) scene.change();
  const gate = Promise.withResolvers<void>();
  scene.gate = gate.promise;
  const late = scene.follow(0);
  await scene.stage.endTurn();
  scene.change()();
  gate.resolve();
  await scene.stage.endTurn();
  scene.change()();
  await scene.stage.endTurn();
  expect(told(late.transport)).toEqual(['1,2 to 2', '3 to 3', '+4']);
});

it('[D11] a connection that does not drain is told nothing, and caught up from where it was once it does', async () => {
  const scene = new Scene();
  const [slow, quick] = [scene.follow(0), scene.follow(0)];
  await scene.stage.endTurn();
  slow.transport.isStuck = true;
  for (const _ of upTo(30)) {
    scene.change()();
    await scene.stage.endTurn();
  }
  expect(slow.connection.isLagging).toBe(true);
  const behind = told(slow.transport).length;
  expect(behind).toBeLessThan(20);
  slow.transport.drain();
  slow.connection.drained();
  await scene.stage.endTurn();
  scene.change()();
  await scene.stage.endTurn();
  const revs = (slow.transport.frames as Told[]).flatMap(({ document, documents }) =>
    (documents ?? (document ? [document] : [])).map(({ rev }) => rev),
  );
  expect(revs).toEqual(upTo(31));
  expect(told(quick.transport)).toHaveLength(32);
});

it.each([
  ['too-far-behind', 2],
  ['cursor-ahead', 9],
])('[D24] a cursor that is %s gets everything anew', async (_why, cursor) => {
  const scene = new Scene();
  while (scene.rev < 4) scene.change();
  scene.forgottenRev = 3;
  const { transport } = scene.follow(cursor);
  await scene.stage.endTurn();
  scene.change()();
  await scene.stage.endTurn();
  expect(told(transport)).toEqual(['documents-reset', '1,2,3 to 3', '4 to 4', '+5']);
});

it('a read that fails leaves it behind until the next round, and the resume that waits for it fails', async () => {
  const scene = new Scene();
  const device = scene.follow(0);
  await scene.stage.endTurn();
  scene.fails = true;
  for (const _ of upTo(2)) scene.change();
  scene.stream.hearOf(2);
  const other = scene.follow(0);
  const failure = other.caughtUp.catch((error: unknown) => error);
  await scene.stage.endTurn();
  expect(await failure).toEqual(new Error('The disk said no.'));
  expect(scene.errors).toHaveLength(1);
  scene.fails = false;
  scene.stream.catchUpAll();
  await scene.stage.endTurn();
  expect(told(device.transport)).toEqual([' to 0', '1,2 to 2']);
});

it('a word of more than there is does no harm', async () => {
  const scene = new Scene();
  const { transport } = scene.follow(0);
  await scene.stage.endTurn();
  scene.stream.hearOf(2);
  await scene.stage.endTurn();
  expect(scene.reads).toBe(1);
  for (const _ of upTo(3)) scene.change()();
  await scene.stage.endTurn();
  expect(told(transport).at(-1)).toBe('1,2,3 to 3');
});

it('[A33] once a word of what never was is taken back, changes come live again', async () => {
  const scene = new Scene();
  const { transport } = scene.follow(0);
  await scene.stage.endTurn();
  scene.stream.hearOf(Number.MAX_SAFE_INTEGER);
  await scene.stage.endTurn();
  scene.stream.takeBack(scene.rev);
  await scene.stage.endTurn();
  scene.change()();
  await scene.stage.endTurn();
  expect(told(transport).at(-1)).toBe('+1');
});

it('[A33] whoever was told of a change that never was is told everything anew', async () => {
  const scene = new Scene();
  const { transport } = scene.follow(0);
  await scene.stage.endTurn();
  scene.change()();
  scene.stream.accept(2, encode(2));
  scene.stream.takeBack(scene.rev);
  await scene.stage.endTurn();
  scene.change()();
  await scene.stage.endTurn();
  expect(told(transport)).toEqual([' to 0', '+1', '+2', 'documents-reset', '1 to 1', '+2']);
});

it('is let go of when its last device has closed, and not before', async () => {
  const scene = new Scene();
  const [one, other] = [scene.follow(0), scene.follow(0)];
  await scene.stage.endTurn();
  one.connection.close('normal');
  expect(scene.isEmpty).toBe(false);
  other.connection.close('normal');
  expect(scene.isEmpty).toBe(true);
});
