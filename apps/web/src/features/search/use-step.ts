import type { SearchHit } from '@confab/protocol';
import { useState } from 'react';

/** At a message, or where it was until it was deleted. */
type Step = { asked: string; id: string; index: number };

/** Where one is among what was found: at the first of what is newly `asked`, and at the same message whatever comes and goes. Null while it is asked. */
export function useStep(hits: readonly SearchHit[], asked: string | null) {
  const [step, setStep] = useState<Step>({ asked: '', id: '', index: 0 });
  const isNew = asked !== null && asked !== step.asked;
  const index = isNew ? Math.min(0, hits.length - 1) : placeOf(hits, step);
  const first = isNew ? hits[0] : undefined;
  if (first !== undefined) setStep({ asked: asked ?? '', id: first.message.id, index: 0 });
  else if (index >= 0 && index !== step.index) setStep({ ...step, index });
  return {
    /** Below 0 where there is nothing. */
    index,
    /** Where the last one was until it was deleted, the next one stands by now. */
    older: hits[index]?.message.id === step.id ? index + 1 : index,
    stepTo: ({ message: { id } }: SearchHit): void => setStep({ asked: asked ?? '', id, index }),
  };
}

function placeOf(hits: readonly SearchHit[], { id, index }: Step): number {
  const found = hits.findIndex(({ message }) => message.id === id);
  return found >= 0 ? found : Math.min(index, hits.length - 1);
}
