import type { Afterwards } from '@confab/protocol';
import { t } from '../../lib/words.ts';

type AfterwardsChoiceProps = {
  /** Whose account is deleted: mine, or somebody else’s. */
  isOwn: boolean;
  value: Afterwards | null;
  onChange: (value: Afterwards) => void;
};

/** What becomes of what one wrote: nothing is chosen at first, since what others read there may matter to them. */
export function AfterwardsChoice({ isOwn, value: chosen, onChange }: AfterwardsChoiceProps) {
  const choices: readonly { value: Afterwards; label: string; note: string }[] = [
    {
      value: 'keep',
      label: isOwn ? t`Leave them under my name` : t`Leave them under their name`,
      note: t`Others read them as before.`,
    },
    {
      value: 'anonymous',
      label: isOwn ? t`Leave them without my name` : t`Leave them without their name`,
      note: isOwn
        ? t`They’re from “Deleted person”. What others wrote about you stays as they wrote it.`
        : t`They’re from “Deleted person”. What others wrote about them stays as they wrote it.`,
    },
    { value: 'delete', label: t`Delete them`, note: t`With their files, in all chats. It may take some minutes.` },
  ];
  return (
    <fieldset className="mt-3.5">
      <legend className="mb-1 text-sm font-medium">
        {isOwn ? t`What becomes of your messages?` : t`What becomes of their messages?`}
      </legend>
      {choices.map(({ value, label, note }) => (
        <label
          key={value}
          className="flex cursor-pointer flex-wrap items-center gap-x-2.5 rounded-sm py-1.5 pointer-coarse:min-h-touch"
        >
          <input
            type="radio"
            name="messages"
            value={value}
            checked={chosen === value}
            onChange={() => onChange(value)}
            className="size-4 shrink-0 accent-accent"
          />
          <span className="font-medium">{label}</span>
          <span className="w-full ps-6.5 text-sm text-muted">{note}</span>
        </label>
      ))}
    </fieldset>
  );
}
