import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { ChunkFailure } from '../lib/chunk.ts';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';

/** `fault`: it was there and broke. */
export type SurfaceFailureKind = ChunkFailure | 'fault';

export type SurfaceFailureProps = {
  kind: SurfaceFailureKind;
  onRetry: () => void;
  /** Does without the surface; null where there is no way around it. */
  onGiveUp: (() => void) | null;
};

function wordsOf(kind: SurfaceFailureKind): { title: string; text: string } {
  switch (kind) {
    case 'network':
      return {
        title: t`The server can’t be reached`,
        text: t`This part of the page hasn’t loaded yet. It will when you’re back online.`,
      };
    case 'outdated':
      return {
        title: t`A new version of Confab is ready`,
        text: t`This page is still the old one. Reload it to go on. Your drafts and unsent messages are kept.`,
      };
    case 'broken':
      return {
        title: t`This part of the page didn’t load`,
        text: t`The server is there, but this part didn’t arrive. Reloading the page usually helps. Your drafts and unsent messages are kept.`,
      };
    case 'fault':
      return {
        title: t`This part of the page stopped working`,
        text: t`Nothing you sent is lost. Reloading the page usually helps. Your drafts and unsent messages are kept.`,
      };
  }
}

/** In the place of a pane or a panel. */
export function PaneFailure(props: SurfaceFailureProps) {
  const { title, text } = wordsOf(props.kind);
  return (
    <div role="alert" className="grid h-full min-h-0 flex-1 place-items-center overflow-y-auto px-6 py-4 text-center">
      <div className="max-w-md">
        <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
        <p className="mt-1 mb-4 text-muted">{text}</p>
        <Choices {...props} className="justify-center" />
      </div>
    </div>
  );
}

/** In the place of what opens above the page. The browser's own dialog: ours may be what could not be loaded. */
export function DialogFailure(props: SurfaceFailureProps) {
  const { title, text } = wordsOf(props.kind);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Before it is gone from the page: the focus goes back to where it came from.
    return () => shown?.close();
  }, []);
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onGiveUp?.();
      }}
      className="m-auto w-dialog rounded-lg bg-raised p-4.5 text-text shadow-2 outline-none backdrop:bg-veil"
    >
      <h2 id={titleId} className="mb-1 text-lg font-semibold tracking-tight">
        {title}
      </h2>
      <p className="mb-4 text-muted">{text}</p>
      <Choices {...props} className="justify-end" />
    </dialog>,
    document.body,
  );
}

function Choices({ kind, onRetry, onGiveUp, className }: SurfaceFailureProps & { className: string }): ReactNode {
  const loadAgain = (
    <Button look={kind === 'outdated' ? 'primary' : 'quiet'} onClick={() => window.location.reload()}>
      {t`Reload the page`}
    </Button>
  );
  return (
    <div className={`flex flex-wrap gap-2 ${className}`}>
      {onGiveUp && <Button onClick={onGiveUp}>{t`Close`}</Button>}
      {kind !== 'network' && loadAgain}
      {kind !== 'outdated' && (
        <Button look="primary" onClick={onRetry}>
          {t`Try again`}
        </Button>
      )}
    </div>
  );
}
