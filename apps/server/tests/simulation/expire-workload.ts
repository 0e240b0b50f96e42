import type { Random } from './random.ts';
import type { SimWorld } from './sim-world.ts';

/** Of a second. */
const perSecond = 1.5;
const oldMsMax = 4_000;

/**
 * What is too old goes while people write, edit and come back: now and then a node lets the beginning of a log expire, a batch at a time,
 * as its job of retention does. What it writes takes its time on the disk, so a world with it is another one than without.
 */
export function expireLogs(world: SimWorld, random: Random, endsAt: number): void {
  world.time.after(random.between(0, 2_000 / perSecond), () => {
    if (world.time.now() >= endsAt) return;
    const logId = random.pick(world.database.logIds());
    const before = world.time.now() - random.between(0, oldMsMax);
    const node = random.pick(world.nodes);
    // A node that dies, or a disk that says no: the next one goes on there.
    if (logId !== undefined && node) node.expire(logId, before).catch(() => {});
    expireLogs(world, random, endsAt);
  });
}
