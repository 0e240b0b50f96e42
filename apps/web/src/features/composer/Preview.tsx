import { X } from 'lucide-react';
import { createPortal } from 'react-dom';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { MessageText } from '../text/index.ts';

type PreviewProps = { text: string; place: HTMLElement; onClose: () => void };

/** What is being written, as others will see it. */
export function Preview({ text, place, onClose }: PreviewProps) {
  return createPortal(
    <section aria-label={t`Preview`} className="flex items-start gap-2 border-b border-line py-2 pe-1.5 ps-3.5">
      <div className="max-h-composer min-w-0 flex-1 overflow-y-auto" tabIndex={0}>
        {text.trim() === '' ? (
          <p className="text-sm text-muted">{t`This is how others will see what you write.`}</p>
        ) : (
          <MessageText content={text} />
        )}
      </div>
      <IconButton size="s" icon={X} label={t`Close preview`} onClick={onClose} />
    </section>,
    place,
  );
}
