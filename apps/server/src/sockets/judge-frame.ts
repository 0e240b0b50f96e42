import type { Needs } from '@confab/protocol';
import { judge, type Permits } from '../http/index.ts';
import type { Connection } from '../realtime/connection.ts';
import { typeOf } from './read-frame.ts';

/**
 * By its type alone, before it is read: what somebody may not say is refused in any spelling (A9). Null where they may; what is
 * no command is found out later.
 */
export function judgeFrame(
  { role }: Pick<Connection, 'role'>,
  json: unknown,
  { needs, permits }: { needs: Readonly<Record<string, Needs>>; permits: Permits },
): ReturnType<typeof judge> {
  const type = typeOf(json);
  return Object.hasOwn(needs, type) ? judge({ role, restricted: null }, { needs: needs[type] }, permits) : null;
}
