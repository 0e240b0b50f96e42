import { Pause, Play, Square, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { t } from '../../../../lib/words.ts';
import { Button } from '../../../../ui/Button.tsx';
import { classNames } from '../../../../ui/class-names.ts';
import { IconButton } from '../../../../ui/IconButton.tsx';
import { durationText } from './duration-text.ts';
import type { Recorded, Recorder } from './recorder.ts';
import { useListening } from './use-listening.ts';
import { Waveform } from './Waveform.tsx';

/** As many bars; of what is being recorded, those of the last seconds. */
export const shownLevels = 80;

type RecordingBarProps = { recorder: Recorder; onStop: () => void; onSend: () => void; onCancel: () => void };

/** While one speaks. */
export function RecordingBar({ recorder, onStop, onSend, onCancel }: RecordingBarProps) {
  const { status, ms, levels } = useSyncExternalStore(recorder.subscribe, recorder.read);
  const isPaused = status === 'paused';
  const shown = levels.slice(-shownLevels);
  return (
    <Bar said={isPaused ? t`Recording paused` : t`Recording`} onSend={onSend} onCancel={onCancel}>
      <span
        className={classNames('size-2.5 shrink-0 rounded-md bg-danger', isPaused ? 'opacity-40' : 'animate-pulse')}
      />
      <span className="tabular shrink-0 text-sm">{durationText(ms)}</span>
      <span className={waveLook}>
        <Waveform levels={[...Array<number>(shownLevels - shown.length).fill(0), ...shown]} />
      </span>
      <IconButton
        size="s"
        icon={isPaused ? Play : Pause}
        label={isPaused ? t`Continue recording` : t`Pause the recording`}
        onClick={() => recorder.toggle()}
      />
      <IconButton size="s" icon={Square} label={t`Stop and listen`} onClick={onStop} />
    </Bar>
  );
}

type RecordedBarProps = {
  recorded: Recorded;
  levels: readonly number[];
  onSend: () => void;
  onCancel: () => void;
};

/** What was recorded, to be listened to before it is sent. */
export function RecordedBar({ recorded: { bytes, voice }, levels, onSend, onCancel }: RecordedBarProps) {
  const { isPlaying, heard, toggle } = useListening(bytes, voice.ms);
  return (
    <Bar said={t`Recorded: ${durationText(voice.ms)}`} onSend={onSend} onCancel={onCancel}>
      <IconButton
        size="s"
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? t`Pause` : t`Listen to it`}
        onClick={toggle}
      />
      <span className={waveLook}>
        <Waveform levels={levels} heard={heard} />
      </span>
      <span className="tabular shrink-0 text-sm">{durationText(voice.ms)}</span>
    </Bar>
  );
}

/** On a phone it has a line of its own: between the buttons there is room for a few bars. */
const waveLook = 'min-w-0 flex-1 max-wide:order-first max-wide:basis-full max-wide:px-1.5';

type BarProps = { said: string; onSend: () => void; onCancel: () => void; children: ReactNode };

function Bar({ said, onSend, onCancel, children }: BarProps) {
  const send = useRef<HTMLButtonElement>(null);
  useEffect(() => send.current?.focus({ preventScroll: true }), []);
  return (
    <section
      aria-label={t`Voice message`}
      className="flex items-center gap-2 border-b border-line px-2 py-1.5 max-wide:flex-wrap"
    >
      <p role="status" className="sr-only">
        {said}
      </p>
      <IconButton size="s" icon={Trash2} label={t`Discard the recording`} onClick={onCancel} />
      {children}
      <span className="ms-auto">
        <Button ref={send} look="primary" size="s" onClick={onSend}>
          {t`Send voice`}
        </Button>
      </span>
    </section>
  );
}
