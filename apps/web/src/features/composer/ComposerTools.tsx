import { doorOf } from '@confab/protocol/threads';
import { AtSign, CaseSensitive } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { ComposerToolProps } from '../../registry/composer-tool.ts';
import { useChat } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';

type ToolbarSwitchProps = { isOn: boolean; onToggle: () => void };

/** What stands behind it comes with the assistant. */
export function ToolbarSwitch({ isOn, onToggle }: ToolbarSwitchProps) {
  return (
    <IconButton
      size="s"
      icon={CaseSensitive}
      label={t`Formatting`}
      aria-pressed={isOn}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onToggle}
      className="-ms-0.5"
    />
  );
}

/** Begins a mention, of which the list follows by itself. */
export function MentionTool({ chatId, insert }: ComposerToolProps) {
  const isGroup = useChat(doorOf(chatId))?.kind === 'group';
  if (!isGroup) return null;
  return (
    <IconButton
      size="s"
      icon={AtSign}
      label={t`Mention someone`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => insert('@')}
    />
  );
}
