import { Dialog } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { isTouchScreen } from '../../../lib/touch.ts';
import { useBackToClose } from '../../../lib/use-back-to-close.ts';
import { t } from '../../../lib/words.ts';
import { pictureName } from '../showing/Picture.tsx';
import type { Shown } from './beginning.ts';
import { Stage } from './Stage.tsx';
import { useShown } from './use-shown.ts';
import { ViewerBar } from './ViewerBar.tsx';
import { placeOf } from './use-gestures.ts';
import { fitting, stepFactor, zoomAt } from './zoom.ts';

/** Pictures as large as the screen lets them be, one after the other. Dark in any theme: what is looked at is the picture. */
export function Viewer({ onClose }: { onClose: () => void }) {
  const { shown, index, goTo } = useShown();
  const [view, setView] = useState(fitting);
  const stage = useRef<HTMLDivElement>(null);
  const shownPicture = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const close = useClosing(onClose);
  const current = shown[index];
  if (current === undefined) return null;
  const { picture } = current;

  function step(by: number): void {
    if (shown[index + by] === undefined) return;
    setView(fitting);
    goTo(index + by);
  }
  function zoom(factor: number): void {
    setView(zoomAt(view, factor, { x: 0, y: 0 }, placeOf({ stage, picture: shownPicture })));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const run = keys({ step, zoom, fit: () => setView(fitting) })[event.key];
    if (run === undefined) return;
    event.preventDefault();
    // Nothing of it reaches what lies below.
    event.stopPropagation();
    run();
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop data-dark-plane className="fixed inset-0 z-40 bg-bg" />
        <Dialog.Popup
          data-viewer
          data-dark-plane
          onKeyDown={onKeyDown}
          initialFocus={() => bar.current?.querySelector<HTMLElement>('[data-close]') ?? true}
          className="fixed inset-0 z-40 flex flex-col bg-bg text-text outline-none"
        >
          <Dialog.Title className="sr-only">{pictureName(picture)}</Dialog.Title>
          <ViewerBar ref={bar} shown={current} view={view} onZoom={zoom} onClose={close} />
          <div className="relative min-h-0 flex-1">
            <Stage
              key={picture.id}
              picture={picture}
              view={view}
              stage={stage}
              shown={shownPicture}
              onView={setView}
              onStep={step}
              onClose={close}
            />
            {index > 0 && <StepButton side="start" label={t`Previous picture`} onClick={() => step(-1)} />}
            {index < shown.length - 1 && <StepButton side="end" label={t`Next picture`} onClick={() => step(1)} />}
          </div>
          <p className="min-h-9 shrink-0 px-4 pt-1.5 pb-safe-2 text-center text-sm text-muted" aria-live="polite">
            <span dir="auto" className={picture.alt === undefined ? 'sr-only' : undefined}>
              {pictureName(picture)}
            </span>
            <Place shown={shown} index={index} />
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Of the pictures of its message. */
function Place({ shown, index }: { shown: readonly Shown[]; index: number }) {
  const messageId = shown[index]?.message.id;
  const isOfMessage = ({ message }: Shown): boolean => message.id === messageId;
  const count = shown.filter(isOfMessage).length;
  if (count < 2) return null;
  const place = shown.slice(0, index + 1).filter(isOfMessage).length;
  return <span className="tabular ms-2 text-faint">{t`${place} of ${count}`}</span>;
}

type Deeds = { step: (by: number) => void; zoom: (factor: number) => void; fit: () => void };

function keys({ step, zoom, fit }: Deeds): Partial<Record<string, () => void>> {
  const onwards = document.documentElement.dir === 'rtl' ? -1 : 1;
  return {
    ArrowRight: () => step(onwards),
    ArrowLeft: () => step(-onwards),
    '+': () => zoom(stepFactor),
    '=': () => zoom(stepFactor),
    '-': () => zoom(1 / stepFactor),
    '0': fit,
  };
}

type StepButtonProps = { side: 'start' | 'end'; label: string; onClick: () => void };

/** Fingers swipe. */
function StepButton({ side, label, onClick }: StepButtonProps) {
  const Icon = side === 'start' ? ChevronLeft : ChevronRight;
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      onClick={onClick}
      className={`absolute top-1/2 grid size-11 -translate-y-1/2 place-items-center rounded-full bg-raised shadow-2 hover:bg-surface max-wide:sr-only max-wide:focus-visible:not-sr-only ${side === 'start' ? 'start-3' : 'end-3'}`}
    >
      <Icon className="size-6 rtl:-scale-x-100" strokeWidth={1.8} aria-hidden="true" />
    </button>
  );
}

/** On a phone the way back closes it as well. */
function useClosing(onClose: () => void): () => void {
  const [hasEntry, setHasEntry] = useState(false);
  const { push, pop } = useBackToClose(hasEntry, onClose);
  const enter = useRef(() => {
    if (!isTouchScreen()) return;
    push();
    setHasEntry(true);
  });
  useEffect(() => enter.current(), []);
  return () => {
    pop();
    onClose();
  };
}
