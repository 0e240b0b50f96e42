import { Eye } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { commands, keyText, type Command } from './commands.ts';

type ToolbarProps = { onRun: (command: Command) => void; isPreviewed: boolean; onPreview: () => void };

/** One tab stop; arrows lead through it. */
export function Toolbar({ onRun, isPreviewed, onPreview }: ToolbarProps) {
  const [stop, setStop] = useState(0);
  const bar = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = stepOf(event);
    if (step === 0) return;
    const count = commands.length + 1;
    const next = Number.isFinite(step) ? (stop + step + count) % count : step < 0 ? 0 : count - 1;
    setStop(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
    event.preventDefault();
  }

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={t`Formatting`}
      onKeyDown={onKeyDown}
      // A wheel turns one way only.
      onWheel={({ currentTarget, deltaX, deltaY }) => deltaX === 0 && currentTarget.scrollBy({ left: deltaY })}
      // The field keeps the focus and its selection, and a phone its keyboard.
      onMouseDown={(event) => event.preventDefault()}
      className="composer-toolbar flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto overscroll-x-contain"
    >
      {commands.map((command, index) => (
        <IconButton
          key={command.icon.displayName ?? index}
          size="s"
          icon={command.icon}
          label={command.label()}
          data-tooltip={[command.label(), keyText(command)].filter(Boolean).join(' · ')}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setStop(index)}
          onClick={() => onRun(command)}
          className={classNames(command.beginsGroup && 'ms-1.5')}
        />
      ))}
      <IconButton
        size="s"
        icon={Eye}
        label={t`Preview`}
        data-tooltip={`${t`Preview`} · ${withCtrl(t`Shift ${'P'}`)}`}
        aria-pressed={isPreviewed}
        tabIndex={stop === commands.length ? 0 : -1}
        onFocus={() => setStop(commands.length)}
        onClick={onPreview}
        className="ms-1.5"
      />
    </div>
  );
}

function stepOf({ key, currentTarget }: KeyboardEvent<HTMLElement>): number {
  const forward = getComputedStyle(currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'ArrowLeft' || key === 'ArrowRight') return key === forward ? 1 : -1;
  if (key === 'Home') return -Infinity;
  return key === 'End' ? Infinity : 0;
}
