import type { Message } from '@confab/protocol';
import { Pause, Play } from 'lucide-react';
import { useMemo, useSyncExternalStore, type KeyboardEvent, type PointerEvent } from 'react';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { rowLooks, type Voiced } from './blocks.ts';
import { bytesOf } from './Thumb.tsx';
import { nextSpeed, readPlaying, readSpeed, seek, subscribe, toggle, type Voice } from './voice-playback.ts';
import { barsOf, lengthText, waveHeightPx, wavePath } from './waveform.ts';

type VoiceMessageProps = { message: Pick<Message, 'chatId' | 'seq'>; file: Voiced };

/** What somebody said: how loud it was, played, gone through and heard faster. */
export function VoiceMessage({ message: { chatId, seq }, file }: VoiceMessageProps) {
  const client = useClient();
  const { isRunning, atMs } = useSyncExternalStore(subscribe, () => readPlaying(file.id));
  const speed = useSyncExternalStore(subscribe, readSpeed);
  const voice: Voice = { chatId, seq, file };
  const { ms } = file.voice;
  const Icon = isRunning ? Pause : Play;
  return (
    <div
      role="group"
      aria-label={t`Voice message, ${lengthText(ms)}`}
      className={`flex w-80 max-w-full items-center gap-2.5 rounded-md border border-line ps-2 pe-3 ${rowLooks.voice}`}
    >
      <button
        type="button"
        aria-label={isRunning ? t`Pause` : t`Play`}
        onClick={() => toggle(client, voice)}
        className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-on-accent hover:bg-accent-hover pointer-coarse:size-11"
      >
        <Icon className="size-4.25 fill-current" strokeWidth={1.8} aria-hidden="true" />
      </button>
      <Wave voice={voice} atMs={Math.min(atMs, ms)} onSeek={(to) => seek(client, voice, to)} />
      <span className="tabular shrink-0 text-2xs text-muted">{lengthText(isRunning || atMs > 0 ? atMs : ms)}</span>
      <button
        type="button"
        aria-label={t`Speed: ${speed}`}
        data-tooltip={t`Speed`}
        onClick={nextSpeed}
        className="tabular min-h-7.5 w-9 shrink-0 rounded-sm text-xs font-semibold text-muted hover:bg-tint hover:text-text pointer-coarse:min-h-touch"
      >
        {speed}×
      </button>
    </div>
  );
}

const stepMs = 5_000;

/** Time runs from left to right here in any language, as on every player. */
function Wave({ voice, atMs, onSeek }: { voice: Voice; atMs: number; onSeek: (ms: number) => void }) {
  const { ms, peaks } = voice.file.voice;
  const { path, widthPx } = useMemo(() => wavePath(barsOf(bytesOf(peaks))), [peaks]);

  function onPointer({ buttons, clientX, currentTarget, pointerId }: PointerEvent<HTMLElement>): void {
    if (buttons !== 1) return;
    currentTarget.setPointerCapture(pointerId);
    const { left, width } = currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (clientX - left) / width)) * ms);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const to = targetOf(event.key, atMs, ms);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(Math.min(ms, Math.max(0, to)));
  }

  const image = (look: string) => (
    <svg
      viewBox={`0 0 ${widthPx} ${waveHeightPx}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={`absolute inset-0 size-full fill-none stroke-current ${look}`}
    >
      <path d={path} strokeWidth={2} strokeLinecap="round" />
    </svg>
  );
  return (
    <div
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={t`Position`}
      aria-valuemin={0}
      aria-valuemax={Math.round(ms / 1_000)}
      aria-valuenow={Math.round(atMs / 1_000)}
      aria-valuetext={t`${lengthText(atMs)} of ${lengthText(ms)}`}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
      className="relative h-6 min-w-0 flex-1 cursor-pointer touch-pan-y outline-offset-4"
    >
      {image('text-line-strong')}
      <div className="absolute inset-0" style={{ clipPath: `inset(-2px ${100 - (100 * atMs) / ms}% -2px 0)` }}>
        {image('text-accent')}
      </div>
    </div>
  );
}

function targetOf(key: string, atMs: number, ms: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return atMs + stepMs;
    case 'ArrowLeft':
    case 'ArrowDown':
      return atMs - stepMs;
    case 'Home':
      return 0;
    case 'End':
      return ms;
    default:
      return null;
  }
}
