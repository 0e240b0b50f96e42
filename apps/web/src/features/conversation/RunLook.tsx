import { clockTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';

type RunLookProps = {
  rowKey: string;
  words: string;
  /** Of the last of them. */
  at: string;
  isOpen: boolean;
  isStop: boolean;
  onToggle?: (button: HTMLElement) => void;
};

/** Several lines of the system as one, which opens to show each. */
export function RunLook({ rowKey, words, at, isOpen, isStop, onToggle }: RunLookProps) {
  return (
    <div className="flex justify-center px-3">
      <button
        type="button"
        data-row={rowKey}
        tabIndex={isStop ? 0 : -1}
        aria-expanded={isOpen}
        onClick={({ currentTarget }) => onToggle?.(currentTarget)}
        className="group/run min-w-0 rounded-sm px-2.5 py-1.5 text-center text-sm text-balance text-muted -outline-offset-2 hover:text-text pointer-coarse:min-h-touch"
      >
        <bdi>{words}</bdi>
        <time dateTime={at} className="tabular ms-2 text-2xs text-faint">
          {clockTime(at)}
        </time>
        <span className="ms-2 text-xs font-medium text-accent-text group-hover/run:underline">
          {isOpen ? t`Hide` : t`Show`}
        </span>
      </button>
    </div>
  );
}
