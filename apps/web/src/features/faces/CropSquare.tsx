import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { t } from '../../lib/words.ts';
import { boxOf, keyStep, moveBy, type Natural, type View, zoomMax, zoomStep, zoomTo } from './crop.ts';
import { useCropGestures } from './use-crop-gestures.ts';

type CropSquareProps = {
  /** Of the picture. */
  src: string;
  natural: Natural | null;
  view: View;
  onView: (by: (view: View) => View) => void;
  onLoad: (natural: Natural) => void;
  /** It is no picture that the browser can show. */
  onError: () => void;
};

/** The part of a picture that shows, moved and zoomed by pointer, wheel, fingers and keys. */
export function CropSquare({ src, natural, view, onView, onLoad, onError }: CropSquareProps) {
  const square = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const [said, setSaid] = useState('');
  useCropGestures(square, natural, onView);

  function onKeyDown(event: KeyboardEvent): void {
    if (!natural || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = byKey(event.key, view, natural);
    if (next === null) return;
    event.preventDefault();
    onView(() => next);
    const [across, down, zoom] = [next.x, next.y, next.zoom].map((part) => Math.round(part * 100));
    setSaid(t`Middle ${across ?? 0} % across, ${down ?? 0} % down, zoom ${zoom ?? 0} %`);
  }

  const box = natural && boxOf(view, natural);
  const most = natural ? zoomMax(natural) : 1;
  return (
    <>
      <div
        ref={square}
        role="application"
        aria-label={t`Part of the picture that shows`}
        aria-describedby={hintId}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="relative mx-auto aspect-square w-full max-w-72 cursor-grab touch-none overflow-hidden rounded-avatar bg-tint outline-offset-2 select-none active:cursor-grabbing"
      >
        <img
          src={src}
          alt=""
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            naturalWidth > 0 && naturalHeight > 0 ? onLoad({ width: naturalWidth, height: naturalHeight }) : onError()
          }
          onError={onError}
          className="absolute max-w-none"
          style={
            box === null
              ? { visibility: 'hidden' }
              : { left: `${box.left}%`, top: `${box.top}%`, width: `${box.width}%`, height: `${box.height}%` }
          }
        />
      </div>
      <label className="mx-auto mt-4 flex max-w-72 items-center gap-3 text-sm text-muted">
        {t`Zoom`}
        <input
          type="range"
          min={1}
          max={most}
          step={0.01}
          value={view.zoom}
          disabled={most <= 1}
          aria-valuetext={`${Math.round(view.zoom * 100)} %`}
          onChange={({ currentTarget: { valueAsNumber } }) =>
            natural && onView((now) => zoomTo(now, valueAsNumber, natural))
          }
          className="h-8 min-w-0 flex-1 accent-accent pointer-coarse:h-touch"
        />
      </label>
      <p id={hintId} className="mt-1 text-center text-xs text-muted">
        {t`Drag to move it. Arrow keys move it too, + and − zoom.`}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** The keys move what shows, as they would scroll it. */
function byKey(key: string, view: View, natural: Natural): View | null {
  switch (key) {
    case 'ArrowLeft':
      return moveBy(view, { x: keyStep, y: 0 }, natural);
    case 'ArrowRight':
      return moveBy(view, { x: -keyStep, y: 0 }, natural);
    case 'ArrowUp':
      return moveBy(view, { x: 0, y: keyStep }, natural);
    case 'ArrowDown':
      return moveBy(view, { x: 0, y: -keyStep }, natural);
    case '+':
    case '=':
      return zoomTo(view, view.zoom * zoomStep, natural);
    case '-':
      return zoomTo(view, view.zoom / zoomStep, natural);
    default:
      return null;
  }
}
