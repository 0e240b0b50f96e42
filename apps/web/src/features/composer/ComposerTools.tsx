import { AtSign, CaseSensitive } from 'lucide-react';
import type { RefObject } from 'react';
import { t } from '../../lib/words.ts';
import type { ComposerToolProps } from '../../registry/composer-tool.ts';
import { useRegistry } from '../../registry/registry.ts';
import { useChat } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { insertText } from './editing/apply-edit.ts';

type ComposerToolsProps = {
  chatId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  hasToolbar: boolean;
  onToggleToolbar: () => void;
};

export function ComposerTools({ chatId, field, hasToolbar, onToggleToolbar }: ComposerToolsProps) {
  const { composerTools } = useRegistry();
  const insert = (text: string): void => void (field.current && insertText(field.current, text));
  return (
    <>
      <IconButton
        size="s"
        icon={CaseSensitive}
        label={t`Formatting`}
        aria-pressed={hasToolbar}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onToggleToolbar}
        className="-ms-0.5"
      />
      {composerTools.map(({ name, Tool }) => (
        <Tool key={name} chatId={chatId} insert={insert} />
      ))}
    </>
  );
}

/** Begins a mention, of which the list follows by itself. */
export function MentionTool({ chatId, insert }: ComposerToolProps) {
  const isGroup = useChat(chatId)?.kind === 'group';
  if (!isGroup) return null;
  return (
    <IconButton
      size="s"
      icon={AtSign}
      label={t`Mention somebody`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => insert('@')}
    />
  );
}
