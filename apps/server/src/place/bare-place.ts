import { hasNeeded, usualSettings } from '@confab/protocol';
import type { PlaceFactsOf } from './place-facts.ts';
import type { Place } from './place.ts';

/** A place that is set to nothing and keeps nothing: for whoever has features without a server around them. */
export function barePlace(): { place: Place; placeFacts: PlaceFactsOf } {
  const methods = { password: true, passkey: false, magicLink: false, oidc: [], ldap: false };
  const arrivals = { land: null, askToConfirm: null, requireSayable: null };
  return {
    place: {
      locked: [],
      settings: () => usualSettings,
      permits: (role, needs) => hasNeeded(role, needs, usualSettings),
      set: () => Promise.reject(new Error('This place keeps no settings.')),
      refresh: () => Promise.resolve(),
      onChanged: () => () => {},
      close: () => {},
    },
    placeFacts: {
      isReachable: false,
      hasMail: false,
      isEmpty: () => Promise.resolve(false),
      methods,
      arrivals,
      picture: () => Promise.resolve(null),
      pictureOfEnvironment: null,
    },
  };
}
