import { type AuditDetails, placeOperations, type PlaceSettingsAnswer } from '@confab/protocol';
import { type Audit, byCaller } from '../audit/index.ts';
import type { Feature } from '../feature.ts';
import { ApiError, implement } from '../http/index.ts';
import { compareEveryMs } from '../realtime/rounds.ts';
import { type AskingContext, askingRoutes } from './asking.ts';
import type { PlaceFactsOf } from './place-facts.ts';
import type { Place } from './place.ts';

export { type Deed, setDeactivatedRule, setPlaceRoleRule } from './people-rules.ts';
export { barePlace } from './bare-place.ts';
export { createEmptyTest } from './is-empty.ts';
export { openPlace, type Place, settingLocked } from './place.ts';
export { readSettings } from './read-settings.ts';
export { countAsking } from './asking.ts';
export type { Arrivals, Landing } from './arrivals.ts';
export {
  findGood,
  findInvitations,
  hashToken,
  type InvitationRow,
  invitationDb,
  type InvitationJudge,
  type KnownInvitation,
  makeToken,
  roleOf,
  spend,
  stateOf,
} from './invitation-store.ts';
export type { PictureOfEnvironment, PlaceFactsOf } from './place-facts.ts';
export { isReachable, twinsOf } from './twins.ts';

export interface PlaceContext extends Omit<AskingContext, 'visibleEmail'> {
  audit: Audit;
  place: Place;
  placeFacts: PlaceFactsOf;
}

/** The place itself: what it is called, who may come in, and who may what. */
export function placeFeature(house: PlaceContext, visibleEmail: AskingContext['visibleEmail']): Feature {
  const { place, placeFacts, audit } = house;
  const { isReachable, hasMail, methods } = placeFacts;
  const describe = (): PlaceSettingsAnswer => ({
    settings: place.settings(),
    locked: [...place.locked, ...(placeFacts.pictureOfEnvironment ? (['picture'] as const) : [])],
    isReachable,
    hasMail,
  });
  return {
    name: 'place',
    offers: ['place'],
    rounds: [{ everyMs: compareEveryMs, run: () => place.refresh() }],
    routes: [
      ...askingRoutes({ ...house, visibleEmail }),
      implement(placeOperations.getPlace, async () => {
        const { name, joining, domains } = place.settings();
        const [isEmpty, picture] = await Promise.all([placeFacts.isEmpty(), placeFacts.picture()]);
        return { name, joining, domains, isEmpty, hasMail, methods, ...(picture !== null && { picture }) };
      }),
      implement(placeOperations.getPlaceSettings, describe),
      implement(placeOperations.updatePlace, async ({ caller, body, request }) => {
        if (caller.role !== 'owner' && isShorter(body.auditDays, place.settings().auditDays)) {
          throw new ApiError(
            'forbidden',
            'Only an owner has the audit log kept for a shorter time: it tells what admins did.',
          );
        }
        // Whoever says how people come in has decided it.
        await place.set(body.joining === undefined ? body : { decided: true, ...body }, caller.userId);
        const details = toDetails(body);
        await audit.note({ action: 'place.changed', target: null, details }, byCaller(caller, request));
        return describe();
      }),
    ],
    close: () => place.close(),
  };
}

/** Null is for good. */
function isShorter(days: number | null | undefined, before: number | null): boolean {
  return typeof days === 'number' && (before === null || days < before);
}

/** Flat, as an entry holds it: `retention.filesDays`. */
function toDetails(changes: object, under = ''): AuditDetails {
  const flat = Object.entries(changes).map(([key, value]: [string, unknown]): AuditDetails => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return toDetails(value, `${under}${key}.`);
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return { [`${under}${key}`]: isPlain ? value : value === null ? null : JSON.stringify(value) };
  });
  return Object.assign({}, ...flat) as AuditDetails;
}
