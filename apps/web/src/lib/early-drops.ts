declare global {
  interface Window {
    /** What was dropped before the app takes it (early/keep-drops.ts); null from then on. */
    confabDrops?: EarlyDrop[] | null;
  }
}

/** Files, and where on which screen they were dropped. */
export interface EarlyDrop {
  files: File[];
  x: number;
  y: number;
  path: string;
  /** By `performance.now()`. */
  at: number;
}

/** `files` are of the event alone: a moment later they are out of reach. */
export function readDrop({ dataTransfer, clientX: x, clientY: y }: DragEvent): EarlyDrop {
  return { files: [...(dataTransfer?.files ?? [])], x, y, path: location.pathname, at: performance.now() };
}
