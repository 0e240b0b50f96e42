/** Whose card is asked for, and what it opens beside. */
export type PersonTarget = { userId: string; anchor: Element };

let show: ((target: PersonTarget) => void) | null = null;

/** Opens the card of somebody. */
export function showPerson(target: PersonTarget): void {
  show?.(target);
}

/** What shows the card says how. */
export function listenForPeople(listener: (target: PersonTarget) => void): () => void {
  show = listener;
  return () => {
    show = null;
  };
}
