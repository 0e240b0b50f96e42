import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { composerIdOf } from '../../../../lib/composer-focus.ts';
import { tell } from '../../../../lib/notices.ts';
import { isTouchScreen } from '../../../../lib/touch.ts';
import { t } from '../../../../lib/words.ts';
import { useClient } from '../../../../session/client.ts';
import { loudest } from './peaks.ts';
import { canRecord, type Recorded, Recorder } from './recorder.ts';
import { layVoiceAside, sendVoice } from './send-voice.ts';
import { RecordedBar, RecordingBar, shownLevels } from './VoiceBar.tsx';

type Stage =
  | { is: 'recording'; recorder: Recorder }
  | { is: 'recorded'; recorded: Recorded; levels: readonly number[] };

type VoiceToolProps = {
  chatId: string;
  place: HTMLElement;
  onSent: () => void;
  /** What begins it. */
  renderBegin: (begin: () => void) => ReactNode;
};

/** Records a voice message. The microphone is asked for with the press of the button, never before. */
export function VoiceTool({ chatId, place, onSent, renderBegin }: VoiceToolProps) {
  const client = useClient();
  const [stage, setStage] = useState<Stage | null>(null);
  useLaidAside(stage, (recorded) => layVoiceAside(client, chatId, recorded));

  async function begin(): Promise<void> {
    if (!canRecord()) return tell(unsupportedText());
    try {
      setStage({ is: 'recording', recorder: await Recorder.begin() });
    } catch (reason) {
      tell(refusalText(reason));
    }
  }

  async function stop(recorder: Recorder): Promise<void> {
    const recorded = await recorder.stop();
    setStage(recorded && { is: 'recorded', recorded, levels: loudest(recorder.read().levels, shownLevels) });
  }

  async function send(): Promise<void> {
    const recorded = stage?.is === 'recording' ? await stage.recorder.stop() : stage?.recorded;
    end();
    if (!recorded) return;
    sendVoice(client, chatId, recorded);
    onSent();
  }

  function end(): void {
    if (stage?.is === 'recording') stage.recorder.cancel();
    setStage(null);
    if (!isTouchScreen()) document.getElementById(composerIdOf(chatId))?.focus();
  }

  const actions = { onSend: () => void send(), onCancel: end };
  return (
    <>
      {renderBegin(() => void (stage === null && begin()))}
      {stage?.is === 'recording' &&
        createPortal(
          <RecordingBar recorder={stage.recorder} onStop={() => void stop(stage.recorder)} {...actions} />,
          place,
        )}
      {stage?.is === 'recorded' &&
        createPortal(<RecordedBar recorded={stage.recorded} levels={stage.levels} {...actions} />, place)}
    </>
  );
}

/** What was said when the composer goes is not lost. */
function useLaidAside(stage: Stage | null, layAside: (recorded: Recorded) => void): void {
  const latest = useRef<{ stage: Stage | null; layAside: typeof layAside }>({ stage, layAside });
  useEffect(() => {
    latest.current = { stage, layAside };
  });
  useEffect(
    () => () => {
      const { stage: left, layAside: keep } = latest.current;
      if (left?.is === 'recorded') keep(left.recorded);
      if (left?.is === 'recording') void left.recorder.stop().then((recorded) => recorded && keep(recorded));
    },
    [],
  );
}

function unsupportedText(): string {
  return window.isSecureContext ? t`This browser can’t record sound.` : t`Voice messages only work over https.`;
}

function refusalText(reason: unknown): string {
  const name = reason instanceof DOMException ? reason.name : '';
  if (name === 'NotAllowedError') return t`The microphone is blocked. Allow it in your browser, then try again.`;
  return name === 'NotFoundError' ? t`No microphone was found.` : t`The microphone can’t be used right now.`;
}
