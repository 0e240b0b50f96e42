import type { MessageFile } from '@confab/protocol';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../lib/words.ts';
import { sizeText } from '../../../lib/size-text.ts';
import { liveParts } from '../../text/index.ts';
import { languageOf } from './file-types.ts';
import { fileAddress } from './sources.ts';

/** So much of a file is shown: more is read in a program for it. */
const shownBytes = 16_384;

/** How a text begins, as it is: never as markup. */
export function TextPreview({ id, file }: { id: string; file: MessageFile }) {
  const text = useBeginning(file);
  const box = useRef<HTMLDivElement>(null);
  const language = languageOf(file);
  const isShown = text !== null && text !== 'failed';
  // Of the last message it opens below what one sees.
  useEffect(() => {
    if (isShown) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  if (text === 'failed') {
    return <p id={id} role="alert" className="py-1.5 text-sm text-muted">{t`It can’t be shown for now.`}</p>;
  }
  if (text === null) return <div id={id} aria-busy="true" className="skeleton mt-1 h-24" />;
  return (
    <div ref={box} id={id} className="mt-1 scroll-mb-2">
      <div data-wraps={language === null || undefined} className="message-text max-h-80 overflow-y-auto rounded-md">
        <liveParts.Code block={{ kind: 'code', text: text.shown, language }} />
      </div>
      {file.size > shownBytes && (
        <p className="pt-1 text-2xs text-faint">{t`The first ${sizeText(shownBytes)}. Download it for the rest.`}</p>
      )}
    </div>
  );
}

function useBeginning(file: MessageFile): { shown: string } | 'failed' | null {
  const [text, setText] = useState<{ shown: string } | 'failed' | null>(null);
  const address = fileAddress(file);
  useEffect(() => {
    const leaving = new AbortController();
    readBeginning(address, leaving.signal).then(
      (shown) => setText({ shown }),
      () => leaving.signal.aborted || setText('failed'),
    );
    return () => leaving.abort();
  }, [address]);
  return text;
}

async function readBeginning(address: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(address, { signal, headers: { range: `bytes=0-${shownBytes - 1}` } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  // A character that was cut in two is left out.
  return new TextDecoder().decode(await answer.arrayBuffer(), { stream: true });
}
