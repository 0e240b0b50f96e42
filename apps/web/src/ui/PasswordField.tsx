import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { t } from '../lib/words.ts';
import { TextField } from './TextField.tsx';

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, 'type' | 'end'>;

export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const toggle = (
    <button
      type="button"
      aria-label={shown ? t`Hide password` : t`Show password`}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
      className="grid size-9 pointer-coarse:min-h-touch pointer-coarse:min-w-touch place-items-center rounded-sm text-muted hover:text-text"
    >
      <Icon className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
    </button>
  );
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      end={toggle}
    />
  );
}
