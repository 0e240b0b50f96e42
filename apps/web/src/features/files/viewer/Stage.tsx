import { useState } from 'react';
import type { Pictured } from '../showing/blocks.ts';
import { pictureName } from '../showing/Picture.tsx';
import { closeSources } from '../showing/sources.ts';
import { Thumb } from '../showing/Thumb.tsx';
import { useGestures, type Looked } from './use-gestures.ts';
import type { View } from './zoom.ts';

type StageProps = {
  picture: Pictured;
  view: View;
  stage: Looked['stage'];
  shown: Looked['picture'];
  onView: (view: View) => void;
  /** 1 is the next one. */
  onStep: (by: number) => void;
  onClose: () => void;
};

/** A picture that fits, and what one does to it. */
export function Stage({ picture, view, stage, shown, onView, onStep, onClose }: StageProps) {
  const [drawnPx, setDrawnPx] = useState<number | null>(null);
  const [isHere, setHere] = useState(false);
  const { width, height, thumbhash } = picture;
  useGestures({
    at: { stage, picture: shown },
    view,
    onView,
    onDraw: setDrawnPx,
    onSwipe: (direction) => onStep(document.documentElement.dir === 'rtl' ? -direction : direction),
    onAway: onClose,
  });

  const ratio = width / height;
  const { scale, x, y } = view;
  return (
    <div
      ref={stage}
      style={{ containerType: 'size' }}
      className={`grid size-full touch-none place-items-center overflow-hidden select-none ${scale > 1 ? 'cursor-grab active:cursor-grabbing' : ''}`}
    >
      <div
        ref={shown}
        style={{
          width: `min(${Math.max(width, 64)}px, 100cqw, 100cqh * ${ratio})`,
          aspectRatio: `${ratio}`,
          transform: `translate(${x + (drawnPx ?? 0)}px, ${y}px) scale(${scale})`,
          transition: drawnPx === null ? undefined : 'none',
        }}
        className="relative"
      >
        {!isHere && thumbhash !== undefined && <Thumb hash={thumbhash} />}
        <img
          {...closeSources(picture)}
          // Zoomed it wants more pixels: the browser takes the next larger one.
          sizes={`${Math.ceil(100 * scale)}vw`}
          alt={pictureName(picture)}
          decoding="async"
          draggable={false}
          onLoad={() => setHere(true)}
          className="relative size-full object-contain"
        />
      </div>
    </div>
  );
}
