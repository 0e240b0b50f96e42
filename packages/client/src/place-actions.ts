import type { Asking, PlaceFacts, PlaceSettings, PlaceSettingsAnswer } from '@confab/protocol';
import * as paths from '@confab/protocol/place/paths';
import type { RestClient } from './rest.ts';

/** Where `state.features` holds `place`. What a caller's role does not allow is refused with `forbidden`. */
export interface PlaceActions {
  /** What anybody may know, logged in or not: its name, and how one comes in. */
  place(): Promise<PlaceFacts>;
  /** For admins. `locked`: what the environment of the server says. */
  settings(): Promise<PlaceSettingsAnswer>;
  /** For admins: what is left out stays. `setting-locked` for what the environment of the server says. */
  change(changes: Partial<PlaceSettings>): Promise<PlaceSettingsAnswer>;
  /** For admins: people who registered and wait to be let in, the first first; up to 500. */
  asking(): Promise<Asking[]>;
  letIn(userId: string): Promise<void>;
  /** Their account is gone, as if they had never asked. */
  refuse(userId: string): Promise<void>;
}

/** Beside the client, for who needs it. */
export function createPlaceActions({ call }: Pick<RestClient, 'call'>): PlaceActions {
  return {
    place: () => call(paths.getPlace),
    settings: () => call(paths.getPlaceSettings),
    change: (body) => call(paths.updatePlace, { body }),
    asking: async () => (await call(paths.listAsking)).people,
    letIn: (userId) => call(paths.letIn, { params: { user_id: userId } }),
    refuse: (userId) => call(paths.refuseAsked, { params: { user_id: userId } }),
  };
}
