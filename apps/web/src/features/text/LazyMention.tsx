import { type ComponentProps, useEffect, useSyncExternalStore } from 'react';
import { createChunk } from '../../lib/chunk.ts';
import { stillParts } from './still-parts.tsx';
import type { TextParts } from './text-parts.ts';

const chunk = createChunk(async () => (await import('./Mention.tsx')).Mention);

/** A word like others until it is known whose name it is, and where that can't be known. */
export function LazyMention(props: ComponentProps<TextParts['Mention']>) {
  const state = useSyncExternalStore(chunk.subscribe, chunk.read);
  useEffect(() => void chunk.fetch(), []);
  const Mention = state.status === 'here' ? state.value : stillParts.Mention;
  return <Mention {...props} />;
}
