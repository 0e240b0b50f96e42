import type { WordRules } from '@confab/protocol';
import { useId, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';

type Deed = keyof WordRules;
const deeds: readonly Deed[] = ['block', 'hold', 'flag'];

type FormProps = { rules: WordRules; isReadOnly?: boolean; onSave: (rules: WordRules) => Promise<unknown> };

/** Words and sites, one on a line. */
export function WordRulesForm({ rules, isReadOnly = false, onSave }: FormProps) {
  const [written, setWritten] = useState(() => textsOf(rules));
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await onSave(rulesOf(written));
      tell(t`Saved`, brieflyMs);
    } catch (reason) {
      setError(failureText(reason));
    }
    setBusy(false);
  }

  return (
    <form
      aria-label={t`Rules for words and links`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-5"
    >
      {deeds.map((deed) => (
        <fieldset key={deed}>
          <legend className="text-sm font-semibold">{titleOf(deed)}</legend>
          <p className="mb-2 text-xs text-muted">{hintOf(deed)}</p>
          <div className="flex flex-wrap gap-3">
            <Lines
              label={t`Words, one on a line`}
              value={written[deed].words}
              isReadOnly={isReadOnly}
              onChange={(words) => setWritten({ ...written, [deed]: { ...written[deed], words } })}
            />
            <Lines
              label={t`Sites, one on a line`}
              placeholder={t`example.org`}
              value={written[deed].sites}
              isReadOnly={isReadOnly}
              onChange={(sites) => setWritten({ ...written, [deed]: { ...written[deed], sites } })}
            />
          </div>
        </fieldset>
      ))}
      <FormError text={error} />
      {isReadOnly ? (
        <p className="text-sm text-muted">{t`Those who run the place change them.`}</p>
      ) : (
        <Button type="submit" look="primary" disabled={isBusy} className="self-start">
          {t`Save`}
        </Button>
      )}
    </form>
  );
}

type LinesProps = {
  label: string;
  placeholder?: string;
  value: string;
  isReadOnly: boolean;
  onChange: (value: string) => void;
};

function Lines({ label, placeholder, value, isReadOnly, onChange }: LinesProps) {
  const id = useId();
  return (
    <div className="min-w-48 flex-1">
      <label htmlFor={id} className="mb-1 block text-xs text-muted">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        spellCheck={false}
        autoCapitalize="none"
        placeholder={placeholder}
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
        className="w-full resize-y rounded-sm border border-edge bg-bg px-3 py-2 text-sm outline-none focus:border-accent focus:ring-3 focus:ring-(--ring)"
      />
    </div>
  );
}

function titleOf(deed: Deed): string {
  if (deed === 'block') return t`Can’t be sent`;
  return deed === 'hold' ? t`Waits for a moderator` : t`Is sent, and reported`;
}

function hintOf(deed: Deed): string {
  if (deed === 'block') return t`Whoever writes it is told which word it is.`;
  return deed === 'hold' ? t`It is sent once a moderator has looked at it.` : t`Moderators find it among the reports.`;
}

type Written = Record<Deed, { words: string; sites: string }>;

function textsOf(rules: WordRules): Written {
  const text = ({ words, sites }: WordRules[Deed]) => ({ words: words.join('\n'), sites: sites.join('\n') });
  return { block: text(rules.block), hold: text(rules.hold), flag: text(rules.flag) };
}

function rulesOf(written: Written): WordRules {
  const list = ({ words, sites }: Written[Deed]) => ({ words: linesOf(words), sites: linesOf(sites).map(siteOf) });
  return { block: list(written.block), hold: list(written.hold), flag: list(written.flag) };
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** Whoever pastes an address means its site. */
function siteOf(line: string): string {
  return line
    .replace(/^[a-z]+:\/\//iu, '')
    .split(/[/?#]/u, 1)
    .join('')
    .toLowerCase();
}
