import type { Message } from '@confab/protocol';
import { useEffect, useState } from 'react';
import type { MessageAction } from '../../registry/message-action.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useActionLook } from './use-actions-for.ts';

const doneMs = 1_500;

type ActionButtonProps = {
  action: MessageAction;
  message: Message;
  isOpen: boolean;
  onStart: (button: HTMLElement) => void | Promise<boolean>;
};

export function ActionButton({ action, message, isOpen, onStart }: ActionButtonProps) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), doneMs);
    return () => clearTimeout(timer);
  }, [isDone]);
  const look = useActionLook(action, message);
  const { icon, label } = (isDone && 'done' in action ? action.done : null) ?? look;
  return (
    <IconButton
      size="s"
      icon={icon}
      label={label()}
      {...('Dialog' in action && { 'aria-haspopup': 'dialog' as const, 'aria-expanded': isOpen })}
      onClick={({ currentTarget }) => void onStart(currentTarget)?.then(setDone)}
    />
  );
}
