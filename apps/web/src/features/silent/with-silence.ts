import type { ClientState, Draft } from '@confab/client';

/** In `welcome`. */
export function knowsSilence({ features }: Pick<ClientState, 'features'>): boolean {
  return features.includes('silent');
}

/** What begins with "@silent" and goes on is sent silently, without that word. */
export function withSilence(draft: Draft, state: Pick<ClientState, 'features'>): Draft {
  const [, content] = /^\s*@silent\s+(\S[^]*)$/.exec(draft.content) ?? [];
  return content === undefined || !knowsSilence(state) ? draft : silenced({ ...draft, content });
}

export function silenced(draft: Draft): Draft {
  return { ...draft, parts: { ...draft.parts, silent: true } };
}
