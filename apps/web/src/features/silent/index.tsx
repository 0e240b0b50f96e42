import { BellOff } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';

export { knowsSilence, silenced, withSilence } from './with-silence.ts';

export const silent: WebFeature = {
  name: 'silent',
  messageParts: [{ name: 'silent', order: 7, isFor: ({ silent: isOn }) => isOn === true, Part: SilentMark }],
};

function SilentMark() {
  return (
    <p className="mt-0.5 flex items-center gap-1.25 text-2xs text-muted">
      <BellOff className="size-3 shrink-0" strokeWidth={2} aria-hidden="true" />
      {t`Sent silently`}
    </p>
  );
}
