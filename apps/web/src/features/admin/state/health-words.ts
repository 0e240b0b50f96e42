import type { Health, HealthStatus } from '@confab/protocol';
import { sizeText } from '../../../lib/size-text.ts';
import { plural, t } from '../../../lib/words.ts';

type Figures = Health['checks'][number]['figures'];

/** A check that this page does not know is called as the server calls it. */
export function checkName(name: string): string {
  switch (name) {
    case 'database':
      return t`Database`;
    case 'redis':
      return t`Redis`;
    case 'disk':
      return t`Disk`;
    case 'jobs':
      return t`Work`;
    case 'push':
      return t`Notifications`;
    case 'mail':
      return t`E-mail`;
    case 'files':
      return t`Files`;
    case 'search':
      return t`Search`;
    default:
      return name;
  }
}

/** What to do about it; null where there is nothing to do. */
export function checkAdvice(name: string, status: HealthStatus): string | null {
  if (status === 'ok') return null;
  if (status === 'off') return offText(name);
  switch (name) {
    case 'database':
      return status === 'slow'
        ? t`It takes long to answer. Look at how busy its machine and its disk are.`
        : t`It doesn’t answer. Look whether it runs, and at the log of the server.`;
    case 'redis':
      return t`Processes don’t hear of each other at once. Look whether Redis runs and can be reached from here.`;
    case 'disk':
      return t`There is little room left. Make room, or move the data folder to a larger disk.`;
    case 'jobs':
      return t`Work is due and isn’t done. The log of the server says why.`;
    case 'push':
      return t`Most devices can’t be reached. Look whether the server may connect to the internet.`;
    case 'mail':
      return t`The mail server doesn’t answer, or doesn’t take the name and the password of SMTP_URL.`;
    case 'files':
      return t`The place for files doesn’t answer: messages go out, files don’t. Look at FILES_DIR or FILES_URL.`;
    default:
      return t`The log of the server says why.`;
  }
}

function offText(name: string): string | null {
  switch (name) {
    case 'mail':
      return t`SMTP_URL, MAIL_FROM and PUBLIC_URL set it up. Until then nobody gets mail, and an admin’s link is the way back in for whoever forgot a password.`;
    case 'redis':
      return t`One process serves this place: it needs none.`;
    default:
      return null;
  }
}

export function figuresText(figures: Figures, ms: number | null): string {
  const parts = Object.entries(figures).flatMap(([name, value]) => figureText(name, value, figures) ?? []);
  if (ms !== null) parts.push(t`answered in ${Math.round(ms)} ms`);
  return parts.join(' · ');
}

function figureText(name: string, value: string | number, figures: Figures): string | null {
  switch (name) {
    case 'kind':
      return value === 'sqlite' ? 'SQLite' : 'PostgreSQL';
    case 'freeBytes':
      return t`${sizeText(Number(value))} free of ${sizeText(Number(figures['bytes'] ?? 0))}`;
    case 'bytes':
      return figures['freeBytes'] === undefined ? sizeText(Number(value)) : null;
    case 'waiting':
      return Number(value) === 0 ? t`nothing waits` : t`${plural(Number(value), { one: '# waits', other: '# wait' })}`;
    case 'attempts':
      return Number(value) === 0 ? null : t`failed up to ${Number(value)} times`;
    case 'devices':
      return t`${plural(Number(value), { one: '# device', other: '# devices' })}`;
    case 'faults':
      return Number(value) === 0 ? null : t`${Number(value)} can’t be reached`;
    default:
      return `${name} ${value}`;
  }
}
