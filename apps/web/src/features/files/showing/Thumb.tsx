import { useCallback } from 'react';
import { thumbHashToRGBA } from 'thumbhash';

/** A picture in some 25 bytes, which came with the message: its colours, until it is here itself. */
export function Thumb({ hash }: { hash: string }) {
  const draw = useCallback((canvas: HTMLCanvasElement | null) => void (canvas && drawHash(canvas, hash)), [hash]);
  return <canvas ref={draw} aria-hidden="true" className="absolute inset-0 size-full" />;
}

function drawHash(canvas: HTMLCanvasElement, hash: string): void {
  try {
    const { w, h, rgba } = thumbHashToRGBA(bytesOf(hash));
    canvas.width = w;
    canvas.height = h;
    canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  } catch {
    // Some other hash of a later server: the place stays as it is.
  }
}

/** Of base64url. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
