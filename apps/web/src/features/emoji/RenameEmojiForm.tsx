import type { CustomEmoji } from '@confab/protocol';
import { emojiNamePattern } from '@confab/protocol/emoji-sign';
import { type SubmitEvent, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** Another name for an emoji of one's own. Messages with its former name still show it. */
export function RenameEmojiForm({ emoji, onClose }: { emoji: CustomEmoji; onClose: () => void }) {
  const client = useClient();
  const [name, setName] = useState(emoji.name);
  const [error, setError] = useState<string | undefined>();

  function save(event: SubmitEvent): void {
    event.preventDefault();
    if (name === emoji.name) return onClose();
    if (!emojiNamePattern.test(name)) return setError(t`Use 2 to 32 letters (a to z), digits, “_” or “-”.`);
    client.renameEmoji(emoji.name, name).then(onClose, (reason: unknown) => setError(failureText(reason)));
  }

  return (
    <form
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.preventDefault();
        onClose();
      }}
    >
      <TextField
        label={t`New name of ${`:${emoji.name}:`}`}
        hint={t`Messages with the old name still show it.`}
        value={name}
        error={error}
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setName(event.target.value.toLowerCase());
          setError(undefined);
        }}
      />
      <div className="mt-2 flex justify-end gap-2">
        <Button size="s" onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button size="s" look="primary" type="submit">
          {t`Save`}
        </Button>
      </div>
    </form>
  );
}
