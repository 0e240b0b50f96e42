import type { HealthStatus } from '@confab/protocol';
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from 'lucide-react';
import { t } from '../../../lib/words.ts';
import { classNames } from '../../../ui/class-names.ts';

const looks = {
  ok: { icon: CircleCheck, look: 'text-accent-text' },
  slow: { icon: TriangleAlert, look: 'text-unread' },
  failed: { icon: CircleX, look: 'text-danger' },
  off: { icon: CircleMinus, look: 'text-muted' },
} as const;

function textOf(status: HealthStatus): string {
  switch (status) {
    case 'ok':
      return t`OK`;
    case 'slow':
      return t`Look at it`;
    case 'failed':
      return t`Failing`;
    case 'off':
      return t`Not set up`;
  }
}

/** How something is doing: by a sign, a word and a colour. */
export function StatusBadge({ status }: { status: HealthStatus }) {
  const { icon: Icon, look } = looks[status];
  return (
    <span className={classNames('inline-flex items-center gap-1.5', look)}>
      <Icon className="size-4 shrink-0" strokeWidth={2} aria-hidden="true" />
      {textOf(status)}
    </span>
  );
}
