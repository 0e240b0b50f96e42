import { documentOf } from '@confab/client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { shownTheme, themes, type Theme } from '../../lib/theme.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';

const looks = {
  system: { icon: Monitor, name: () => t`System` },
  light: { icon: Sun, name: () => t`Light` },
  dark: { icon: Moon, name: () => t`Dark` },
} as const;

export function ThemeChoice() {
  const client = useClient();
  const theme = useClientState((state) => documentOf(state, 'theme', null)?.choice ?? shownTheme());
  function choose(choice: Theme): void {
    try {
      client.putDocument('theme', null, { choice });
    } catch (reason) {
      tell(failureText(reason));
    }
  }
  return (
    <fieldset className="grid grid-cols-3 gap-1 rounded-md bg-tint p-1">
      <legend className="sr-only">{t`Theme`}</legend>
      {themes.map((value) => {
        const { icon: Icon, name } = looks[value];
        return (
          <label
            key={value}
            className={classNames(
              'flex min-h-9 pointer-coarse:min-h-touch cursor-pointer items-center justify-center gap-2 rounded-sm text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent',
              theme === value ? 'bg-accent-soft text-accent-text shadow-1' : 'text-muted hover:text-text',
            )}
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => choose(value)}
              className="sr-only"
            />
            <Icon className="size-4" strokeWidth={1.8} aria-hidden="true" />
            {name()}
          </label>
        );
      })}
    </fieldset>
  );
}
