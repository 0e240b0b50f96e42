import { decodeParts } from '@confab/protocol/message-parts';
import { decideNotify, notifyScopeOf, type NotifySettings } from '@confab/protocol/notify';
import type { Untold } from './find-untold.ts';
import { factsOf } from './message-facts.ts';
import type { ReadSettings } from './notify-settings.ts';

/** Somebody is to be told of a log. */
export interface Heard {
  logId: string;
  userId: string;
  /** Of the reach. */
  kind: string;
}

interface Asked {
  /** Milliseconds since 1970. */
  now: number;
  /** Whether a reach waits for the end of quiet times itself. */
  isPatient: (kind: string) => boolean;
}

export function whoHears(
  { logId, kind, messages, members }: Pick<Untold, 'logId' | 'kind' | 'messages' | 'members'>,
  settings: Pick<ReadSettings, 'of'>,
  { now, isPatient }: Asked,
): Heard[] {
  const any = messages.map((message) => factsOf(message, kind));
  // Of many messages most name nobody, and most people ask for no others.
  const mentions = any.filter((_, index) => decodeParts(messages[index]?.parts ?? null).mentions !== undefined);
  const said = { nothing: [], mentions, any };
  return members.flatMap(({ userId, readSeq, reach }) => {
    const own = settingsFor(settings.of(userId, logId), isPatient(reach));
    const asked = said[notifyScopeOf(kind, own, now)];
    const hears = asked.some((facts) => decideNotify(facts(userId, readSeq), own, now).hear === 'notify');
    return hears ? [{ logId, userId, kind: reach }] : [];
  });
}

/** What waits for the end of quiet times itself is asked for in them as well. */
export function settingsFor(kept: NotifySettings, isPatient: boolean): NotifySettings {
  return isPatient ? { ...kept, person: { ...kept.person, quiet: undefined } } : kept;
}
