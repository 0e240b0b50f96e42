import { useEffect, useSyncExternalStore, type ComponentProps } from 'react';
import { createChunk } from '../../lib/chunk.ts';
import { stillParts } from './still-parts.tsx';
import type { TextParts } from './text-parts.ts';

const chunk = createChunk(async () => (await import('./CodeBlock.tsx')).CodeBlock);

/** Code can be read, and selected, before its button and its colours are there, and without them. */
export function LazyCode(props: ComponentProps<TextParts['Code']>) {
  const state = useSyncExternalStore(chunk.subscribe, chunk.read);
  useEffect(() => void chunk.fetch(), []);
  const Code = state.status === 'here' ? state.value : stillParts.Code;
  return <Code {...props} />;
}
